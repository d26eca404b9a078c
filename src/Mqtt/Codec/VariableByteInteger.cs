using System.Buffers;

namespace MiyagiSensing.Mqtt.Codec;

/// <summary>The variable byte integer of MQTT 5.0 section 1.5.5 (3.1.1: remaining length, section 2.2.3): seven bits a byte, lowest first.</summary>
internal static class VariableByteInteger
{
    /// <summary>Largest value in four bytes.</summary>
    public const int Maximum = 268_435_455;

    /// <summary>Reads a value of at most four bytes; malformed when a fifth would follow.</summary>
    public static MqttReadOutcome TryRead(ReadOnlySpan<byte> input, out int value, out int bytes)
    {
        value = 0;
        for (bytes = 0; bytes < 4; bytes++)
        {
            if (bytes == input.Length)
            {
                return MqttReadOutcome.Incomplete;
            }

            value |= (input[bytes] & 0x7F) << (7 * bytes);
            if ((input[bytes] & 0x80) == 0)
            {
                bytes++;
                return MqttReadOutcome.Complete;
            }
        }

        return MqttReadOutcome.Malformed;
    }

    /// <summary>Number of bytes, 1 to 4, that a value takes.</summary>
    public static int Length(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Maximum);
        return value switch
        {
            < 1 << 7 => 1,
            < 1 << 14 => 2,
            < 1 << 21 => 3,
            _ => 4,
        };
    }

    /// <summary>Writes a value to the start of a span and returns the number of bytes.</summary>
    public static int Write(Span<byte> output, int value)
    {
        var length = Length(value);
        for (var index = 0; index < length - 1; index++)
        {
            output[index] = (byte)(value | 0x80);
            value >>= 7;
        }

        output[length - 1] = (byte)value;
        return length;
    }

    public static void Write(IBufferWriter<byte> output, int value) => output.Advance(Write(output.GetSpan(4), value));
}
