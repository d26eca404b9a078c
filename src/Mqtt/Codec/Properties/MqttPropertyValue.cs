namespace MiyagiSensing.Mqtt.Codec.Properties;

/// <summary>One property of a packet; which member holds the value follows from the identifier's type.</summary>
public readonly record struct MqttPropertyValue
{
    /// <summary>Identifier; <see cref="MqttProperty.None"/> only in the default value.</summary>
    public MqttProperty Property { get; init; }

    /// <summary>Value of the numeric properties, in the range that the standard gives each; otherwise 0.</summary>
    public uint Number { get; init; }

    /// <summary>Value of the text properties and of a user property; otherwise null.</summary>
    public string? Text { get; init; }

    /// <summary>Name of a user property; otherwise null.</summary>
    public string? Name { get; init; }

    /// <summary>Value of the binary properties, 0 to 65,535 bytes; otherwise empty.</summary>
    public ReadOnlyMemory<byte> Binary { get; init; }
}
