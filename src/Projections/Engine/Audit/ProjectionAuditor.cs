using System.Data;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Ports;
using Npgsql;

namespace MiyagiSensing.Projections.Engine.Audit;

/// <summary>
/// Holds each projection's rows against the journal: both sides in one snapshot, so that they are of one moment. The journal is counted onward from where the last audit stood; the rows are compared a page of keys at a
/// time, onward too, so that an audit costs some seconds of one core each minute at the most, however large the store is. A store of some ten thousand keys is compared wholly each time.
/// </summary>
internal sealed class ProjectionAuditor(
    ProjectionDatabase database, IEventStore store, IEnumerable<IProjector> projectors, IEnumerable<IOutsideAudit> outside, TimeProvider clock, ILogger<ProjectionAuditor> logger)
    : BackgroundService
{
    /// <summary>Time between two audits. Chosen: an operator sees a difference within a minute or two.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Time after which an audit leaves the rest for the next one: once for the journal, once for the rows. Chosen: a twentieth of one core.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1.5);

    /// <summary>The longest that an audit outside the database takes at once. Chosen: what somebody waits who asked for it.</summary>
    private static readonly TimeSpan OutsideBudget = TimeSpan.FromSeconds(20);

    /// <summary>Keys compared by one query. Chosen: some 50 ms.</summary>
    private const int PageKeys = 5_000;

    /// <summary>Audits once; false when another node is at it.</summary>
    /// <param name="budget">Time for each of the two sides, and for what is outside, which takes no more than 20 s; every audit gets at least one page.</param>
    /// <param name="cancellationToken">Ends it; nothing has happened then.</param>
    public async Task<bool> AuditAsync(TimeSpan budget, CancellationToken cancellationToken)
    {
        if (!await AuditRowsAsync(budget, cancellationToken))
        {
            return false;
        }

        foreach (var audit in outside)
        {
            await audit.AuditAsync(budget < OutsideBudget ? budget : OutsideBudget, cancellationToken);
        }

        return true;
    }

    private async Task<bool> AuditRowsAsync(TimeSpan budget, CancellationToken cancellationToken)
    {
        List<SkippedEvents> skipped = [];
        var audited = projectors.Where(projector => projector.Audits.Count > 0).ToList();
        foreach (var projector in audited)
        {
            skipped.Add(await SkippedEvents.ReadAsync(store, projector.Name, cancellationToken));
        }

        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var once = new NpgsqlCommand("select pg_try_advisory_xact_lock(727074)", connection, transaction);
        if (!(bool)(await once.ExecuteScalarAsync(cancellationToken))!)
        {
            return false;
        }

        var states = audited.Zip(skipped, (projector, passedOver) => projector.Audits.Select(
            audit => new AuditState($"{projector.Name}: {audit.Name}", projector, audit) { Skipped = passedOver })).SelectMany(found => found).ToList();
        await AuditTables.ForgetOthersAsync(connection, [.. states.Select(state => state.Id), .. outside.Select(audit => audit.Id)], cancellationToken);
        foreach (var state in states)
        {
            state.Audit.Clear();
            await AuditTables.LoadAsync(connection, state, cancellationToken);
        }

        await CountJournalAsync(connection, states, budget, cancellationToken);
        var began = clock.GetTimestamp();
        foreach (var state in states)
        {
            await AuditTables.AddFoldedAsync(connection, state, cancellationToken);
            var isFinished = false;
            if (state.IsComparable)
            {
                do
                {
                    isFinished = await ComparePageAsync(connection, state, cancellationToken);
                }
                while (!isFinished && clock.GetElapsedTime(began) < budget);
            }

            await AuditTables.SaveAsync(connection, state.Id, state.Projector.Name, state.Position, state.Cursor, state.Pass, isFinished, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await AuditAsync(Budget, stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or TimeoutException or FormatException)
            {
                ProjectionsLog.AuditInterrupted(logger, exception.Message);
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Each event is read and decoded once for all audits that have not come so far.</summary>
    private async Task CountJournalAsync(NpgsqlConnection connection, List<AuditState> states, TimeSpan budget, CancellationToken cancellationToken)
    {
        var behind = states.Where(state => state.Position < state.Target).ToList();
        if (behind.Count == 0)
        {
            return;
        }

        var began = clock.GetTimestamp();
        var types = behind.SelectMany(state => state.Audit.EventTypes).Distinct().ToArray();
        var (position, end) = (behind.Min(state => state.Position), behind.Max(state => state.Target));
        while (position < end && clock.GetElapsedTime(began) < budget)
        {
            var (events, upTo) = await JournalPages.ReadAsync(connection, store, position, end, types, cancellationToken);
            foreach (var state in behind)
            {
                foreach (var item in events)
                {
                    if (item.Data is { } data && item.Position > state.Position && item.Position <= state.Target && state.Audit.EventTypes.Contains(item.Type)
                        && (state.Audit.OwnEvents || !state.Skipped.Contains(item.Position)))
                    {
                        state.Audit.Fold(data, item.RecordedAt);
                    }
                }

                state.Position = Math.Max(state.Position, Math.Min(upTo, state.Target));
            }

            position = upTo;
        }
    }

    /// <summary>True when the pass is finished.</summary>
    private static async Task<bool> ComparePageAsync(NpgsqlConnection connection, AuditState state, CancellationToken cancellationToken)
    {
        var audit = state.Audit;
        var journal = await AuditTables.TallyAsync(connection, state, PageKeys, cancellationToken);
        var last = journal.Count < PageKeys ? null : AuditKey.Parts(journal.Keys.Last());
        var rows = await AuditTables.RowsAsync(connection, state, last, cancellationToken);
        var pass = state.Pass;
        foreach (var key in journal.Keys.Union(rows.Keys))
        {
            var (expected, actual) = (journal.TryGetValue(key, out var kept) ? audit.Expected(kept) : null, rows.GetValueOrDefault(key));
            pass = pass with { Journal = pass.Journal + Number(expected), Rows = pass.Rows + Number(actual) };
            if (expected != actual
                && !(expected is not null && actual is not null && await audit.IsRightAsync(connection, AuditKey.Parts(key), expected, actual, cancellationToken)))
            {
                pass = pass with { Differing = pass.Differing + 1, First = pass.First ?? Difference(key, expected, actual) };
            }
        }

        (state.Pass, state.Cursor) = (pass, last);
        return last is null;

        long Number(string? value) => value is null ? 0 : audit.NumberOf(value);
        string Difference(string key, string? expected, string? actual) => string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(' ', AuditKey.Parts(key))}: {(expected is null ? "not in the journal" : $"the journal has {audit.Describe(expected)}")}, {(actual is null ? "no row" : $"the rows have {audit.Describe(actual)}")}");
    }
}
