using System.Buffers;
using MiyagiSensing.Mqtt.Codec;

namespace MiyagiSensing.Unit.Mqtt.Codec;

/// <summary>One packet as bytes, written down by hand from the standard, and how to have it written.</summary>
internal sealed record PacketSample(string Name, MqttVersion Version, string Hex, Action<IBufferWriter<byte>> Write)
{
    public byte[] Bytes => Hexadecimal.Parse(Hex);
}
