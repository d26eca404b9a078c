using MiyagiSensing.EventStore.Archive;
using Npgsql;

namespace MiyagiSensing.EventStore.Seals;

/// <summary>The seals, for someone who asks in order of position. One seal is in memory at a time.</summary>
internal sealed class SealsInOrder(NpgsqlConnection connection)
{
    private Seal? _seal;

    /// <summary>The seal that covers a position; null when none does.</summary>
    /// <exception cref="ArchiveException">It was altered.</exception>
    public async Task<Seal?> OfAsync(long position, CancellationToken cancellationToken)
    {
        if (_seal is null || position > _seal.To)
        {
            _seal = null;
            await using var command = new NpgsqlCommand($"{Seal.Select} where to_seq >= $1 order by to_seq limit 1", connection) { Parameters = { new NpgsqlParameter { Value = position } } };
            await foreach (var seal in Seal.ReadAsync(command, cancellationToken))
            {
                _seal = seal.HoldsItsHash ? seal : throw new ArchiveException($"Seal {seal.Number} was altered; see ./miyagi verify.");
            }
        }

        return _seal;
    }
}
