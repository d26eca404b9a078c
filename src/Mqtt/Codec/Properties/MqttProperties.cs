namespace MiyagiSensing.Mqtt.Codec.Properties;

/// <summary>
/// The properties of one packet in the order of the wire (MQTT 5.0 section 2.2.2). A packet without properties has null instead of an empty list. Not safe for
/// concurrent writes.
/// </summary>
public sealed class MqttProperties
{
    private readonly List<MqttPropertyValue> _values = [];

    /// <summary>All properties, user properties included.</summary>
    public IReadOnlyList<MqttPropertyValue> Values => _values;

    /// <summary>Adds a numeric property.</summary>
    /// <exception cref="ArgumentException">The property is not numeric, or the value is out of its range.</exception>
    public void Add(MqttProperty property, uint number)
    {
        var rule = PropertyRules.Find((int)property);
        if (rule.Kind is not (PropertyKind.Byte or PropertyKind.UInt16 or PropertyKind.UInt32 or PropertyKind.Variable))
        {
            throw new ArgumentException("Not a numeric property.", nameof(property));
        }

        if (number < rule.Minimum || number > Math.Min(rule.Maximum, Largest(rule.Kind)))
        {
            throw new ArgumentException("Outside the property's range.", nameof(number));
        }

        _values.Add(new MqttPropertyValue { Property = property, Number = number });
    }

    /// <summary>Adds a text property.</summary>
    /// <exception cref="ArgumentException">The property is not text.</exception>
    public void Add(MqttProperty property, string text)
    {
        Require(property, PropertyKind.Text);
        _values.Add(new MqttPropertyValue { Property = property, Text = text });
    }

    /// <summary>Adds a binary property.</summary>
    /// <exception cref="ArgumentException">The property is not binary.</exception>
    public void Add(MqttProperty property, ReadOnlyMemory<byte> binary)
    {
        Require(property, PropertyKind.Binary);
        _values.Add(new MqttPropertyValue { Property = property, Binary = binary });
    }

    /// <summary>Adds a user property; names may repeat.</summary>
    public void AddUser(string name, string value) =>
        _values.Add(new MqttPropertyValue { Property = MqttProperty.UserProperty, Name = name, Text = value });

    /// <summary>The value of a numeric property; null when absent.</summary>
    public uint? Number(MqttProperty property) => TryFind(property, out var value) ? value.Number : null;

    /// <summary>The value of a text property; null when absent.</summary>
    public string? Text(MqttProperty property) => TryFind(property, out var value) ? value.Text : null;

    /// <summary>The value of a binary property; null when absent.</summary>
    public ReadOnlyMemory<byte>? Binary(MqttProperty property) => TryFind(property, out var value) ? value.Binary : null;

    /// <summary>True when the property occurs.</summary>
    public bool Contains(MqttProperty property) => TryFind(property, out _);

    internal void Add(MqttPropertyValue value) => _values.Add(value);

    private static uint Largest(PropertyKind kind) => kind switch
    {
        PropertyKind.Byte => byte.MaxValue,
        PropertyKind.UInt16 => ushort.MaxValue,
        PropertyKind.Variable => VariableByteInteger.Maximum,
        _ => uint.MaxValue,
    };

    private static void Require(MqttProperty property, PropertyKind kind)
    {
        if (PropertyRules.Find((int)property).Kind != kind)
        {
            throw new ArgumentException($"Property {property} has another type.", nameof(property));
        }
    }

    private bool TryFind(MqttProperty property, out MqttPropertyValue found)
    {
        foreach (var value in _values)
        {
            if (value.Property == property)
            {
                found = value;
                return true;
            }
        }

        found = default;
        return false;
    }
}
