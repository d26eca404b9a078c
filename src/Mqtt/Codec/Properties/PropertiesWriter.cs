using System.Diagnostics;

namespace MiyagiSensing.Mqtt.Codec.Properties;

/// <summary>Writes the property section of a packet; the grammar stands in <see cref="PropertiesReader"/>.</summary>
internal static class PropertiesWriter
{
    /// <summary>Writes length and properties in their order.</summary>
    /// <exception cref="ArgumentException">A property is not allowed in this packet type.</exception>
    public static void Write(BodyWriter body, MqttPacketType packet, MqttProperties? properties)
    {
        if (properties is null)
        {
            body.WriteVariable(0);
            return;
        }

        var section = new BodyWriter();
        foreach (var value in properties.Values)
        {
            WriteOne(section, packet, value);
        }

        body.WriteVariable(section.Length);
        body.WriteBytes(section.Written);
    }

    private static void WriteOne(BodyWriter section, MqttPacketType packet, MqttPropertyValue value)
    {
        var rule = PropertyRules.Find((int)value.Property);
        if (!rule.IsAllowedIn(packet))
        {
            throw new ArgumentException($"Property {value.Property} is not allowed in {packet}.", nameof(value));
        }

        section.WriteVariable((int)value.Property);
        switch (rule.Kind)
        {
            case PropertyKind.Byte:
                section.WriteByte((byte)value.Number);
                break;
            case PropertyKind.UInt16:
                section.WriteUInt16((ushort)value.Number);
                break;
            case PropertyKind.UInt32:
                section.WriteUInt32(value.Number);
                break;
            case PropertyKind.Variable:
                section.WriteVariable((int)value.Number);
                break;
            case PropertyKind.Binary:
                section.WriteBinary(value.Binary.Span);
                break;
            case PropertyKind.TextPair:
                section.WriteText(value.Name!);
                section.WriteText(value.Text!);
                break;
            case PropertyKind.Text:
                section.WriteText(value.Text!);
                break;
            default:
                throw new UnreachableException();
        }
    }
}
