using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MiyagiSensing.Gateway.Access;

/// <summary>
/// Remembers which secrets have passed the slow check, so that a reconnect storm costs fast hashes only. A key is SHA-256 over the stored hash and the presented secret: a credential that is
/// withdrawn or replaced is never asked for again. Safe for any thread; full, the oldest makes room.
/// </summary>
internal sealed class VerifiedSecrets(int capacity)
{
    private readonly Lock _gate = new();
    private readonly HashSet<UInt128> _keys = [];
    private readonly Queue<UInt128> _order = [];

    /// <summary>The key of a stored hash and a presented secret. 128 bits of the SHA-256: far beyond any collision among what fits in memory.</summary>
    public static UInt128 KeyOf(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> presented)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(hash);
        sha.AppendData(presented);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        sha.GetHashAndReset(digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    /// <summary>True when this pair has passed before and is still remembered.</summary>
    public bool Contains(UInt128 key)
    {
        lock (_gate)
        {
            return _keys.Contains(key);
        }
    }

    /// <summary>Remembers a pair that has passed.</summary>
    public void Add(UInt128 key)
    {
        lock (_gate)
        {
            if (!_keys.Add(key))
            {
                return;
            }

            _order.Enqueue(key);
            if (_order.Count > capacity)
            {
                _keys.Remove(_order.Dequeue());
            }
        }
    }
}
