namespace MiyagiSensing.Mqtt.Codec.Properties;

/// <summary>Wire types of property values (MQTT 5.0 table 2-4). Zero marks an identifier that is no property.</summary>
internal enum PropertyKind : byte
{
    None,
    Byte,
    UInt16,
    UInt32,
    Variable,
    Text,
    Binary,
    TextPair,
}
