using System.Buffers.Binary;
using System.Text;

namespace MiyagiSensing.Simulators.Load;

/// <summary>
/// A PUBLISH of QoS 1 whose packet identifier, instant and value are patched in place: <c>{"ts":1763672400000,"m":{"stage":0.123}}</c>. MQTT 3.1.1 section 3.3.
/// </summary>
public sealed class PublishTemplate
{
    private const int InstantDigits = 13;
    private const int ValueDigits = 3;

    private readonly byte[] _packet;
    private readonly int _idAt;
    private readonly int _instantAt;
    private readonly int _valueAt;

    /// <summary>Prepares the packet for a topic.</summary>
    public PublishTemplate(string topic)
    {
        var name = Encoding.UTF8.GetBytes(topic);
        var payload = Encoding.UTF8.GetBytes("""{"ts":0000000000000,"m":{"stage":0.000}}""");
        var remaining = 2 + name.Length + 2 + payload.Length;
        List<byte> packet = [0x32];
        for (var left = remaining; ;)
        {
            var digit = (byte)(left % 128);
            left /= 128;
            packet.Add(left > 0 ? (byte)(digit | 0x80) : digit);
            if (left == 0)
            {
                break;
            }
        }

        packet.AddRange([(byte)(name.Length >> 8), (byte)name.Length, .. name]);
        _idAt = packet.Count;
        packet.AddRange([0, 0]);
        _instantAt = packet.Count + 6;
        _valueAt = packet.Count + payload.Length - 2 - ValueDigits;
        packet.AddRange(payload);
        _packet = [.. packet];
    }

    /// <summary>Bytes of the packet.</summary>
    public int Length => _packet.Length;

    /// <summary>Writes the packet; <paramref name="output"/> has at least <see cref="Length"/> bytes.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="packetId">1 to 65,535.</param>
    /// <param name="instant">Unix time in ms, 13 digits.</param>
    /// <param name="thousandths">The value, 0 to 999 thousandths.</param>
    public void Write(Span<byte> output, ushort packetId, long instant, int thousandths)
    {
        _packet.CopyTo(output);
        BinaryPrimitives.WriteUInt16BigEndian(output[_idAt..], packetId);
        Digits(output.Slice(_instantAt, InstantDigits), instant);
        Digits(output.Slice(_valueAt, ValueDigits), thousandths);
    }

    private static void Digits(Span<byte> output, long number)
    {
        for (var i = output.Length - 1; i >= 0; i--)
        {
            (number, var digit) = Math.DivRem(number, 10);
            output[i] = (byte)('0' + digit);
        }
    }
}
