using System.Runtime.CompilerServices;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Projections.Corrections;

/// <summary>Raw values complete up to a position: from history, and from the journal what history has not taken in yet. It never waits for another projection.</summary>
internal sealed class RawHistory(ISeriesHistoryQueries history, HistoryTail tail, HistoryJournal journal)
{
    /// <summary>
    /// The values measured from <paramref name="from"/> (included) to <paramref name="to"/> (excluded), at least all that were recorded up to a position; values of one instant in the order of their commits.
    /// </summary>
    public async IAsyncEnumerable<HistoricValue> ReadAsync(
        SeriesId series, DateTimeOffset from, DateTimeOffset to, long upTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = Known();
        await foreach (var value in history.ReadAsync(series, from, to, cancellationToken))
        {
            if (value.Position <= known)
            {
                yield return value;
            }
        }

        if (known >= upTo || !(await journal.GatherAsync([series], known, upTo, cancellationToken)).Series.TryGetValue(series, out var recent))
        {
            yield break;
        }

        for (var i = 0; i < recent.Count; i++)
        {
            var measured = DateTimeOffset.FromUnixTimeMilliseconds(recent.Measured[i]);
            if (measured >= from && measured < to)
            {
                yield return new HistoricValue(recent.Positions[i], measured, DateTimeOffset.FromUnixTimeMilliseconds(recent.Received[i]), recent.Values[i]);
            }
        }
    }

    /// <summary>The series of a device that were recorded up to a position.</summary>
    public async Task<IReadOnlyCollection<SeriesId>> ListAsync(string device, long upTo, CancellationToken cancellationToken)
    {
        var known = Known();
        HashSet<SeriesId> found = [.. await history.ListAsync(device, cancellationToken)];
        if (known >= upTo)
        {
            return found;
        }

        await foreach (var (block, _) in journal.BlocksAsync(known, upTo, cancellationToken))
        {
            found.UnionWith(
                from grp in block.Groups
                from source in grp.Sources
                where source.Device == device
                from metric in grp.Metrics.Names
                select new SeriesId(device, source.Sensor, metric));
        }

        return found;
    }

    /// <summary>Where the projection of history does not run in this process, its queries read the journal to the end.</summary>
    private long Known() => tail.Position < 0 ? long.MaxValue : tail.Position;
}
