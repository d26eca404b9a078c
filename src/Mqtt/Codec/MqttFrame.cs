using System.Buffers;

namespace MiyagiSensing.Mqtt.Codec;

/// <summary>One control packet whose length and fixed header have been checked and whose body has not.</summary>
/// <param name="Type">Packet type, never <see cref="MqttPacketType.Reserved"/>.</param>
/// <param name="Flags">The low four bits of the first byte; checked for every type, QoS and DUP of PUBLISH included.</param>
/// <param name="Body">Variable header and payload, 0 to 268,435,455 bytes; valid as long as the buffer that it was read from.</param>
public readonly record struct MqttFrame(MqttPacketType Type, byte Flags, ReadOnlySequence<byte> Body)
{
    /// <summary>The body as one span; copied only when the buffer has split it.</summary>
    internal ReadOnlySpan<byte> BodySpan => Body.IsSingleSegment ? Body.FirstSpan : Body.ToArray();
}
