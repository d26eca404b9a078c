using System.Buffers.Binary;

namespace MiyagiSensing.Projections.SeriesHistory.Encoding;

/// <summary>Reads on through the bytes of a segment; whatever does not fit is an <see cref="InvalidDataException"/>.</summary>
internal ref struct SegmentCursor(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>What has not been read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte Byte() => Bytes(1)[0];

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (_rest.Length < count)
        {
            throw new InvalidDataException($"A history segment ends early: {count} bytes are to come, {_rest.Length} are there.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public ulong Fixed() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    /// <summary>A number in groups of seven bits, lowest first; the top bit says that more follow.</summary>
    public ulong Variable()
    {
        var number = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Byte();
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw new InvalidDataException("A history segment has a number of more than ten bytes.");
    }

    /// <summary>A number of things, bounded before anything is made for them.</summary>
    public int Count(int most)
    {
        var number = Variable();
        return number <= (ulong)most ? (int)number : throw new InvalidDataException($"A history segment counts {number} where at most {most} can be.");
    }
}
