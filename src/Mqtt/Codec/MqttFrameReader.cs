using System.Buffers;

namespace MiyagiSensing.Mqtt.Codec;

/// <summary>Cuts a stream of bytes into control packets.</summary>
public static class MqttFrameReader
{
    /// <summary>Longest fixed header: one byte of type and flags, four of remaining length (MQTT 5.0 section 2.1).</summary>
    public const int MaximumHeaderBytes = 5;

    // Fixed header, MQTT 5.0 section 2.1 (the same in 3.1.1, section 2.2):
    //   byte 0      type (bits 7-4), flags (bits 3-0)
    //   byte 1..4   remaining length, variable byte integer, 0 to 268,435,455
    // A remaining length with more bytes than needed is let through: only MQTT 5.0 forbids it, and embedded clients that reserve four bytes send it.

    /// <summary>Reads the next packet's frame from the start of <paramref name="input"/>. Never waits for a length that is over the limit.</summary>
    /// <param name="input">Bytes received so far.</param>
    /// <param name="maximumPacketBytes">Largest packet, fixed header included, that is accepted.</param>
    /// <param name="frame">The frame when complete.</param>
    /// <param name="consumed">End of the frame when complete, otherwise the start of <paramref name="input"/>.</param>
    /// <param name="malformation">What is wrong when malformed, otherwise <see cref="MqttMalformation.None"/>.</param>
    public static MqttReadOutcome TryRead(
        in ReadOnlySequence<byte> input,
        int maximumPacketBytes,
        out MqttFrame frame,
        out SequencePosition consumed,
        out MqttMalformation malformation)
    {
        frame = default;
        consumed = input.Start;
        malformation = MqttMalformation.None;

        Span<byte> joined = stackalloc byte[MaximumHeaderBytes];
        scoped ReadOnlySpan<byte> header = input.FirstSpan;
        if (header.Length < MaximumHeaderBytes && !input.IsSingleSegment)
        {
            var available = (int)Math.Min(input.Length, MaximumHeaderBytes);
            input.Slice(0, available).CopyTo(joined);
            header = joined[..available];
        }

        if (header.IsEmpty)
        {
            return MqttReadOutcome.Incomplete;
        }

        var type = (MqttPacketType)(header[0] >> 4);
        var flags = (byte)(header[0] & 0x0F);
        malformation = CheckFlags(type, flags);
        if (malformation != MqttMalformation.None)
        {
            return MqttReadOutcome.Malformed;
        }

        switch (VariableByteInteger.TryRead(header[1..], out var remaining, out var lengthBytes))
        {
            case MqttReadOutcome.Incomplete:
                return MqttReadOutcome.Incomplete;
            case MqttReadOutcome.Malformed:
                malformation = MqttMalformation.RemainingLengthTooLong;
                return MqttReadOutcome.Malformed;
        }

        var headerBytes = 1 + lengthBytes;
        if (headerBytes + remaining > maximumPacketBytes)
        {
            malformation = MqttMalformation.PacketTooLarge;
            return MqttReadOutcome.Malformed;
        }

        if (input.Length < headerBytes + remaining)
        {
            return MqttReadOutcome.Incomplete;
        }

        var body = input.Slice(headerBytes, remaining);
        frame = new MqttFrame(type, flags, body);
        consumed = body.End;
        return MqttReadOutcome.Complete;
    }

    // Table 2-2: SUBSCRIBE, UNSUBSCRIBE and PUBREL carry 0010, PUBLISH its own flags, all others 0000.
    private static MqttMalformation CheckFlags(MqttPacketType type, byte flags) => type switch
    {
        MqttPacketType.Reserved => MqttMalformation.PacketTypeReserved,
        MqttPacketType.Publish when (flags & 0b0110) == 0b0110 => MqttMalformation.QualityOfServiceInvalid,
        MqttPacketType.Publish when flags >> 1 == 0b100 => MqttMalformation.DuplicateAtQoS0,
        MqttPacketType.Publish => MqttMalformation.None,
        MqttPacketType.Pubrel or MqttPacketType.Subscribe or MqttPacketType.Unsubscribe =>
            flags == 0b0010 ? MqttMalformation.None : MqttMalformation.FlagsReserved,
        _ => flags == 0 ? MqttMalformation.None : MqttMalformation.FlagsReserved,
    };
}
