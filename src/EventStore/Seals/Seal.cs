using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Npgsql;

namespace MiyagiSensing.EventStore.Seals;

/// <summary>A row of <c>event_seals</c>; the layout stands in <c>Schema/004-event-seals.sql</c>, <c>Schema/005-seal-version.sql</c> and <c>Schema/006-journal-archive.sql</c>.</summary>
/// <param name="Version">What its digests cover.</param>
/// <param name="Number">From 1.</param>
/// <param name="From">First position that it covers.</param>
/// <param name="To">Last position that it covers.</param>
/// <param name="Previous">Hash of the seal before.</param>
/// <param name="Hash">Its own hash, of all entries that it had when it was made.</param>
/// <param name="Entries">20 bytes an event.</param>
/// <param name="File">The archive file with the events whose entries were taken out; null when it has all its entries.</param>
internal sealed record Seal(short Version, long Number, long From, long To, byte[] Previous, byte[] Hash, byte[] Entries, string? File = null)
{
    // In a store of an older build, as a restored backup is, some columns are not there; the names then lead to the values outside.

    /// <summary>The query that <see cref="ReadAsync"/> expects, without its condition; the row is called <c>x</c>.</summary>
    public const string Select =
        """
        select x.* from (select 1::smallint as version, null::varchar as file) older
            cross join lateral (select version, seal, from_seq, to_seq, previous, hash, entries, file from miyagi.event_seals) x
        """;

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

    /// <summary>False when its content is not what it was made of; true for one that no longer has all its entries, for which the event that archived them vouches.</summary>
    public bool HoldsItsHash => File is not null || ComputeHash().AsSpan().SequenceEqual(Hash);

    /// <summary>The seal without the entries of events that have moved to an archive file.</summary>
    public Seal Without(Func<long, bool> hasMoved, string file)
    {
        List<byte> kept = [];
        for (var at = 0; at + EntrySize <= Entries.Length; at += EntrySize)
        {
            if (!hasMoved(From + BinaryPrimitives.ReadUInt32BigEndian(Entries.AsSpan(at))))
            {
                kept.AddRange(Entries.AsSpan(at, EntrySize));
            }
        }

        return this with { Entries = [.. kept], File = file };
    }

    /// <summary>The seals of a command.</summary>
    public static async IAsyncEnumerable<Seal> ReadAsync(NpgsqlCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return new Seal(
                reader.GetInt16(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetFieldValue<byte[]>(4), reader.GetFieldValue<byte[]>(5), reader.GetFieldValue<byte[]>(6),
                reader.IsDBNull(7) ? null : reader.GetString(7));
        }
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
