using MiyagiSensing.EventStore.Archive;
using Npgsql;

namespace MiyagiSensing.EventStore.Seals;

/// <summary>The digests that the seals hold, for someone who asks in order of position. One seal is in memory at a time.</summary>
internal sealed class SealedDigests(NpgsqlConnection connection)
{
    private long _upTo;
    private Dictionary<long, ReadOnlyMemory<byte>> _digests = [];

    /// <summary>The digest of a position; null when no seal holds it.</summary>
    /// <exception cref="ArchiveException">Its seal was altered.</exception>
    public async Task<ReadOnlyMemory<byte>?> OfAsync(long position, CancellationToken cancellationToken)
    {
        if (position > _upTo)
        {
            await using var command = new NpgsqlCommand($"select {Seal.Columns} from miyagi.event_seals where to_seq >= $1 order by to_seq limit 1", connection)
            {
                Parameters = { new NpgsqlParameter { Value = position } },
            };
            await foreach (var seal in Seal.ReadAsync(command, cancellationToken))
            {
                if (!seal.HoldsItsHash)
                {
                    throw new ArchiveException($"Seal {seal.Number} was altered; see ./miyagi verify.");
                }

                (_upTo, _digests) = (seal.To, seal.Digests());
            }
        }

        return _digests.TryGetValue(position, out var digest) ? digest : null;
    }
}
