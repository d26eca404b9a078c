using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace MiyagiSensing.Mqtt.Codec;

/// <summary>Reads the fields of one packet body in order. After a false the reason stands in <see cref="Malformation"/> and reading is over.</summary>
internal ref struct BodyReader(ReadOnlySpan<byte> body)
{
    private readonly ReadOnlySpan<byte> _body = body;

    public int Position { get; private set; }

    public MqttMalformation Malformation { get; private set; }

    public readonly int Remaining => _body.Length - Position;

    public readonly bool IsAtEnd => Position == _body.Length;

    /// <summary>Notes a reason and returns false, so that callers can return it.</summary>
    public bool Fail(MqttMalformation malformation)
    {
        Malformation = malformation;
        return false;
    }

    public bool TryExpectEnd() => IsAtEnd || Fail(MqttMalformation.TrailingBytes);

    public bool TryReadByte(out byte value)
    {
        var found = TryTake(1, out var bytes);
        value = found ? bytes[0] : default;
        return found;
    }

    public bool TryReadUInt16(out ushort value)
    {
        var found = TryTake(2, out var bytes);
        value = found ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : default;
        return found;
    }

    public bool TryReadUInt32(out uint value)
    {
        var found = TryTake(4, out var bytes);
        value = found ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : default;
        return found;
    }

    /// <summary>A packet identifier: two bytes, not zero (MQTT-2.2.1-3).</summary>
    public bool TryReadPacketId(out ushort packetId) =>
        TryReadUInt16(out packetId) && (packetId != 0 || Fail(MqttMalformation.PacketIdentifierZero));

    public bool TryReadVariable(out int value)
    {
        switch (VariableByteInteger.TryRead(_body[Position..], out value, out var bytes))
        {
            case MqttReadOutcome.Incomplete:
                return Fail(MqttMalformation.FieldBeyondPacket);
            case MqttReadOutcome.Malformed:
                return Fail(MqttMalformation.VariableByteIntegerInvalid);
        }

        if (bytes != VariableByteInteger.Length(value))
        {
            return Fail(MqttMalformation.VariableByteIntegerInvalid);
        }

        Position += bytes;
        return true;
    }

    /// <summary>Binary data: two bytes of length, then the bytes (MQTT 5.0 section 1.5.6).</summary>
    public bool TryReadBinary(out ReadOnlySpan<byte> value)
    {
        value = default;
        return TryReadUInt16(out var length) && TryTake(length, out value);
    }

    /// <summary>A UTF-8 string (MQTT 5.0 section 1.5.4), checked but not decoded.</summary>
    public bool TryReadText(out ReadOnlySpan<byte> utf8)
    {
        if (!TryReadBinary(out utf8))
        {
            return false;
        }

        if (!Utf8.IsValid(utf8))
        {
            return Fail(MqttMalformation.TextNotUtf8);
        }

        return !utf8.Contains((byte)0) || Fail(MqttMalformation.TextContainsNull);
    }

    public bool TryReadText(out string text)
    {
        var found = TryReadText(out ReadOnlySpan<byte> utf8);
        text = found ? Encoding.UTF8.GetString(utf8) : string.Empty;
        return found;
    }

    /// <summary>Takes a section of the body as a reader of its own; its failure has to be handed on with <see cref="Fail"/>.</summary>
    public bool TryReadSection(int length, out BodyReader section)
    {
        var found = TryTake(length, out var bytes);
        section = new BodyReader(bytes);
        return found;
    }

    private bool TryTake(int length, out ReadOnlySpan<byte> bytes)
    {
        if (Remaining < length)
        {
            bytes = default;
            return Fail(MqttMalformation.FieldBeyondPacket);
        }

        bytes = _body.Slice(Position, length);
        Position += length;
        return true;
    }
}
