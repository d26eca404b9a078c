using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MiyagiSensing.EventStore.Seals;

/// <summary>A row of <c>event_seals</c>; the layout stands in <c>Schema/004-event-seals.sql</c> and <c>Schema/005-seal-version.sql</c>.</summary>
internal sealed record Seal(short Version, long Number, long From, long To, byte[] Previous, byte[] Hash, byte[] Entries)
{
    /// <summary>What new seals cover.</summary>
    public const short NewestVersion = 2;

    /// <summary>Bytes an event: 4 for its distance, 16 of its digest.</summary>
    public const int EntrySize = 20;

    /// <summary>Bytes of the digest that are kept. Chosen: nobody finds another row with the same 128 bits.</summary>
    public const int DigestSize = 16;

    /// <summary>What the first seal follows on.</summary>
    public static readonly byte[] Genesis = new byte[SHA256.HashSizeInBytes];

    /// <summary>Makes the seal of the rows that follow on another seal.</summary>
    /// <param name="last">The seal before; null for the first.</param>
    /// <param name="rows">At least one, in order of position.</param>
    public static Seal After(Seal? last, IReadOnlyList<SealedRow> rows)
    {
        var from = (last?.To ?? 0) + 1;
        var entries = new byte[rows.Count * EntrySize];
        for (var i = 0; i < rows.Count; i++)
        {
            var entry = entries.AsSpan(i * EntrySize, EntrySize);
            BinaryPrimitives.WriteUInt32BigEndian(entry, checked((uint)(rows[i].Position - from)));
            rows[i].Digest.CopyTo(entry[4..]);
        }

        var seal = new Seal(NewestVersion, (last?.Number ?? 0) + 1, from, rows[^1].Position, last?.Hash ?? Genesis, [], entries);
        return seal with { Hash = seal.ComputeHash() };
    }

    /// <summary>The hash that this content must have.</summary>
    public byte[] ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> numbers = stackalloc byte[24];
        if (Version > 1)
        {
            BinaryPrimitives.WriteInt64BigEndian(numbers, Version);
            hash.AppendData(numbers[..8]);
        }

        BinaryPrimitives.WriteInt64BigEndian(numbers, Number);
        BinaryPrimitives.WriteInt64BigEndian(numbers[8..], From);
        BinaryPrimitives.WriteInt64BigEndian(numbers[16..], To);
        hash.AppendData(numbers);
        hash.AppendData(Previous);
        hash.AppendData(Entries);
        return hash.GetHashAndReset();
    }

    /// <summary>Position to digest, as sealed.</summary>
    public Dictionary<long, ReadOnlyMemory<byte>> Digests()
    {
        Dictionary<long, ReadOnlyMemory<byte>> digests = [];
        for (var at = 0; at + EntrySize <= Entries.Length; at += EntrySize)
        {
            digests[From + BinaryPrimitives.ReadUInt32BigEndian(Entries.AsSpan(at))] = Entries.AsMemory(at + 4, DigestSize);
        }

        return digests;
    }
}
