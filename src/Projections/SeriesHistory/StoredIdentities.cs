using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Readings;
using Npgsql;

namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>
/// Answers from the stored rows of a series' day, the projection's memory, and, where that does not reach as far as asked, the journal. So an answer never depends on how far the projection is; only its cost does.
/// </summary>
internal sealed class StoredIdentities(
    HistoryTail tail, HistoryJournal journal, StoredIdentityRows rows, TimeProvider clock, ILogger<StoredIdentities> logger) : IStoredIdentities
{
    /// <summary>How long a question waits for the projection before it reads the journal. Chosen: some of the projection's rounds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a start waits for a projection that does not move. Chosen: longer than a round of its retries.</summary>
    private static readonly TimeSpan StandStill = TimeSpan.FromSeconds(10);

    /// <summary>How often the wait at the start is reported.</summary>
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(5);

    public async Task CatchUpAsync(long upTo, CancellationToken cancellationToken)
    {
        var reported = clock.GetTimestamp();
        while (true)
        {
            var moved = tail.Moved();
            if (tail.Position >= upTo)
            {
                return;
            }

            if (clock.GetElapsedTime(reported) > Report)
            {
                ProjectionsLog.HistoryCatchesUp(logger, tail.Position, upTo);
                reported = clock.GetTimestamp();
            }

            try
            {
                await moved.WaitAsync(StandStill, clock, cancellationToken);
            }
            catch (TimeoutException)
            {
                ProjectionsLog.HistoryStandsStill(logger, tail.Position, upTo);
                return;
            }
        }
    }

    public Task<IReadOnlyList<long?>> NewestAsync(IReadOnlyList<IdentitySeries> series, long upTo, CancellationToken cancellationToken) => PersistAsync(
        async () =>
        {
            // Memory before rows: what is written in between is then in both, which changes no answer.
            var recent = await RecentAsync([.. series.Select(SeriesOf).Distinct()], upTo, cancellationToken);
            var newest = await rows.NewestAsync(series, cancellationToken);
            for (var i = 0; i < series.Count; i++)
            {
                foreach (var columns in recent.SelectMany(part => part.TryGetValue(SeriesOf(series[i]), out var found) ? [found] : Array.Empty<HistoryColumns>()))
                {
                    newest[i] = Greater(newest[i], GreatestOf(columns, series[i].Kind));
                }
            }

            return (IReadOnlyList<long?>)newest;
        },
        cancellationToken);

    public Task<IReadOnlyList<double?>> FindAsync(IReadOnlyList<ReadingIdentity> identities, long upTo, CancellationToken cancellationToken) => PersistAsync(
        async () =>
        {
            var recent = await RecentAsync([.. identities.Select(identity => SeriesOf(identity.Series)).Distinct()], upTo, cancellationToken);
            var found = new IdentitySearch(identities);
            foreach (var (series, columns) in recent.SelectMany(part => part))
            {
                found.Look(series, columns.Sorted());
            }

            await rows.SearchAsync(identities, found, cancellationToken);
            return found.Values;
        },
        cancellationToken);

    private static SeriesId SeriesOf(IdentitySeries series) => new(series.Source.Device, series.Source.Sensor, series.Metric);

    private static long? GreatestOf(HistoryColumns columns, IdentityKind kind)
    {
        long? greatest = null;
        for (var i = 0; i < columns.Count; i++)
        {
            if (HistoryColumns.IdentityOf(columns.Marks[i]) == kind)
            {
                greatest = Greater(greatest, kind == IdentityKind.Sequence ? columns.Sequences[i] : columns.Measured[i]);
            }
        }

        return greatest;
    }

    private static long? Greater(long? a, long? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);

    /// <summary>What is not in the stored rows yet, up to a position at least.</summary>
    private async Task<IReadOnlyList<IReadOnlyDictionary<SeriesId, HistoryColumns>>> RecentAsync(
        IReadOnlyCollection<SeriesId> series, long upTo, CancellationToken cancellationToken)
    {
        await WaitForTailAsync(upTo, cancellationToken);
        if (tail.Position < 0)
        {
            return [(await journal.GatherAsync(series, await journal.CheckpointAsync(cancellationToken), upTo, cancellationToken)).Series];
        }

        var complete = upTo;
        Dictionary<SeriesId, HistoryColumns> held = [];
        foreach (var item in series)
        {
            var (columns, position) = tail.Read(item);
            held.Add(item, columns);
            complete = Math.Min(complete, position);
        }

        return complete >= upTo ? [held] : [held, (await journal.GatherAsync(series, complete, upTo, cancellationToken)).Series];
    }

    private async Task WaitForTailAsync(long upTo, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var moved = tail.Moved();
            var left = Patience - clock.GetElapsedTime(began);
            if (tail.Position < 0 || tail.Position >= upTo || left <= TimeSpan.Zero)
            {
                return;
            }

            await moved.WaitAsync(left, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<T> PersistAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException)
            {
                ProjectionsLog.IdentitiesNotRead(logger, attempt + 1, exception.Message);
                var wait = TimeSpan.FromMilliseconds(Math.Min(100 << Math.Min(attempt, 5), 2_000));
                await Task.Delay(wait, clock, cancellationToken);
            }
        }
    }
}
