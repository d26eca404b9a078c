using MiyagiSensing.Mqtt.Topics;

namespace MiyagiSensing.Mqtt.Codec.Properties;

/// <summary>Reads the property section of a packet.</summary>
internal static class PropertiesReader
{
    // Chosen: 64 properties in one packet are far more than any device sends; without a bound a 64 KiB packet could carry 13,000.
    private const int MaximumProperties = 64;

    // MQTT 5.0 section 2.2.2:
    //   property length   variable byte integer, bytes that follow
    //   repeated          identifier (variable byte integer), value by the identifier's type
    // The order is free; a property that may not repeat and does is a protocol error.

    /// <summary>Reads length and properties. Properties are null when the length is 0.</summary>
    public static bool TryRead(ref BodyReader body, MqttPacketType packet, out MqttProperties? properties)
    {
        properties = null;
        if (!body.TryReadVariable(out var length))
        {
            return false;
        }

        if (length == 0)
        {
            return true;
        }

        if (!body.TryReadSection(length, out var section))
        {
            return false;
        }

        var read = new MqttProperties();
        var seen = 0UL;
        while (!section.IsAtEnd)
        {
            if (!TryReadOne(ref section, packet, ref seen, out var value))
            {
                return body.Fail(section.Malformation);
            }

            if (read.Values.Count == MaximumProperties)
            {
                return body.Fail(MqttMalformation.PropertiesTooMany);
            }

            read.Add(value);
        }

        properties = read;
        return true;
    }

    private static bool TryReadOne(ref BodyReader section, MqttPacketType packet, ref ulong seen, out MqttPropertyValue value)
    {
        value = default;
        if (!section.TryReadVariable(out var identifier))
        {
            return false;
        }

        var property = (MqttProperty)identifier;
        var rule = PropertyRules.Find(identifier);
        if (rule.Kind == PropertyKind.None)
        {
            return section.Fail(MqttMalformation.PropertyUnknown);
        }

        if (!rule.IsAllowedIn(packet))
        {
            return section.Fail(MqttMalformation.PropertyNotAllowed);
        }

        if ((seen & (1UL << identifier)) != 0 && !PropertyRules.MayRepeat(property, packet))
        {
            return section.Fail(MqttMalformation.PropertyDuplicate);
        }

        seen |= 1UL << identifier;
        return TryReadValue(ref section, property, rule, out value);
    }

    private static bool TryReadValue(ref BodyReader section, MqttProperty property, PropertyRule rule, out MqttPropertyValue value)
    {
        uint number = 0;
        string? name = null;
        string? text = null;
        ReadOnlySpan<byte> binary = default;
        bool found;
        switch (rule.Kind)
        {
            case PropertyKind.Byte:
                found = section.TryReadByte(out var small);
                number = small;
                break;
            case PropertyKind.UInt16:
                found = section.TryReadUInt16(out var medium);
                number = medium;
                break;
            case PropertyKind.UInt32:
                found = section.TryReadUInt32(out number);
                break;
            case PropertyKind.Variable:
                found = section.TryReadVariable(out var variable);
                number = (uint)variable;
                break;
            case PropertyKind.Binary:
                found = section.TryReadBinary(out binary);
                break;
            case PropertyKind.TextPair:
                found = section.TryReadText(out name) && section.TryReadText(out text);
                break;
            default:
                found = section.TryReadText(out text);
                break;
        }

        value = new MqttPropertyValue { Property = property, Number = number, Name = name, Text = text, Binary = binary.ToArray() };
        if (!found)
        {
            return false;
        }

        // A response topic is a topic name (MQTT-3.3.2-14).
        var inRange = number >= rule.Minimum && number <= rule.Maximum;
        return (inRange && (property != MqttProperty.ResponseTopic || TopicName.IsValid(text)))
            || section.Fail(MqttMalformation.PropertyValueInvalid);
    }
}
