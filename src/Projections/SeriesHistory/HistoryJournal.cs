using System.Runtime.CompilerServices;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Projections.Engine;
using Npgsql;

namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>What the journal holds behind the stored checkpoint: stands in for the projection's memory where the projection does not run or is behind.</summary>
internal sealed class HistoryJournal(ProjectionDatabase database, IEventStore store)
{
    /// <summary>The position up to which the stored rows go.</summary>
    public async Task<long> CheckpointAsync(CancellationToken cancellationToken)
    {
        await using var command = database.DataSource.CreateCommand("select coalesce(max(last_seq_id), 0) from miyagi.mt_event_progression where name = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = SeriesHistoryProjector.ProjectionName });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The readings of some series in the blocks after one position and up to another.</summary>
    public async Task<GatheredSeries> GatherAsync(IReadOnlyCollection<SeriesId> series, long after, long upTo, CancellationToken cancellationToken)
    {
        var gathered = new GatheredSeries(series);
        await foreach (var (block, position) in BlocksAsync(after, upTo, cancellationToken))
        {
            gathered.Add(block, position);
        }

        return gathered;
    }

    /// <summary>The blocks after one position and up to another.</summary>
    /// <remarks>One that can't be read is left out: the projections stop at it and say so, and the intake must not stand still for it.</remarks>
    public async IAsyncEnumerable<(ReadingsRecorded Block, long Position)> BlocksAsync(
        long after, long upTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in store.ReadTypeAsync(EventCatalog.ReadingsRecorded, after, upTo, cancellationToken))
        {
            if (item.Data is ReadingsRecorded block)
            {
                yield return (block, item.Position);
            }
        }
    }
}
