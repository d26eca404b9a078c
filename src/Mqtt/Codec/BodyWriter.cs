using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace MiyagiSensing.Mqtt.Codec;

/// <summary>
/// Collects the body of a packet and then writes it behind its fixed header. For the packets that are rare; PUBLISH and the four acknowledgements compute their
/// length instead.
/// </summary>
internal sealed class BodyWriter
{
    private readonly ArrayBufferWriter<byte> _body = new(64);

    public int Length => _body.WrittenCount;

    public ReadOnlySpan<byte> Written => _body.WrittenSpan;

    public void WriteByte(byte value) => _body.Write([value]);

    public void WriteUInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_body.GetSpan(2), value);
        _body.Advance(2);
    }

    public void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_body.GetSpan(4), value);
        _body.Advance(4);
    }

    public void WriteVariable(int value) => VariableByteInteger.Write(_body, value);

    public void WriteBytes(ReadOnlySpan<byte> value) => _body.Write(value);

    public void WriteBinary(ReadOnlySpan<byte> value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, ushort.MaxValue, nameof(value));
        WriteUInt16((ushort)value.Length);
        _body.Write(value);
    }

    public void WriteText(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, ushort.MaxValue, nameof(value));
        WriteUInt16((ushort)length);
        _body.Advance(Encoding.UTF8.GetBytes(value, _body.GetSpan(length)));
    }

    public void WriteTo(IBufferWriter<byte> output, MqttPacketType type, byte flags = 0)
    {
        var header = output.GetSpan(MqttFrameReader.MaximumHeaderBytes);
        header[0] = (byte)(((int)type << 4) | flags);
        output.Advance(1 + VariableByteInteger.Write(header[1..], _body.WrittenCount));
        output.Write(_body.WrittenSpan);
    }
}
