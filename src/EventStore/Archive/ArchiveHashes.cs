using System.Buffers.Binary;
using System.Security.Cryptography;
using MiyagiSensing.EventStore.Seals;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>Hashes that <c>journal_day_archived</c> keeps, so that rows which have no seal of their own are covered by that event's seal. All numbers are 8 bytes, big-endian.</summary>
internal static class ArchiveHashes
{
    /// <summary>Over the rows that tell where the blocks lie: for each from, to, version, offset, length, readings, set aside, and the block's hash.</summary>
    public static byte[] OfBlocks(IEnumerable<WrittenBlock> blocks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var block in blocks)
        {
            var place = block.Place;
            Append(hash, place.From, place.To, place.Version, place.Offset, place.Length, block.Readings, block.SetAside);
            hash.AppendData(place.Sha256);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>Over what is left of the seals: for each its version, number, from, to, length of the entries, then hash and entries.</summary>
    public static byte[] OfSeals(IEnumerable<Seal> seals)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var seal in seals)
        {
            Append(hash, seal.Version, seal.Number, seal.From, seal.To, seal.Entries.Length);
            hash.AppendData(seal.Hash);
            hash.AppendData(seal.Entries);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>A hash as it is written in events and manifests.</summary>
    public static string Text(byte[] hash) => Convert.ToHexStringLower(hash);

    private static void Append(IncrementalHash hash, params ReadOnlySpan<long> numbers)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
            hash.AppendData(bytes);
        }
    }
}
