using System.Globalization;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Kpis;
using MiyagiSensing.Projections.Engine;
using Npgsql;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>Decides what is stated of fiscal years that are over, and writes it down. Knows what was stated before.</summary>
internal sealed class KpiFreezer
{
    private readonly Dictionary<(string Kpi, int FiscalYear), (int Count, IReadOnlyList<KpiFigure> Last)> _stated;

    /// <param name="statements">All statements so far.</param>
    public KpiFreezer(IEnumerable<IGrouping<(string Kpi, int FiscalYear), KpiStatement>> statements) =>
        _stated = statements.ToDictionary(group => group.Key, group => (group.Count(), group.Last().Figures));

    /// <summary>Decides one step by the rows as they are.</summary>
    /// <param name="step">The step.</param>
    /// <param name="now">For the events' ids.</param>
    /// <param name="connection">Sees the rows of all events before the step and of none after.</param>
    /// <param name="transaction">The rows' transaction.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The events that say what was decided.</returns>
    public Task<List<NewEvent>> DecideAsync(
        KpiStep step, DateTimeOffset now, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) => step switch
        {
            KpiStep.Freeze freeze => FreezeAsync(freeze, now, connection, transaction, cancellationToken),
            KpiStep.Check check => CheckAsync(check, now, connection, transaction, cancellationToken),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>
    /// Figures by what was recorded before the year was over, whenever it is that the journal tells of its end. What was recorded between the two is known already and restates them at once.
    /// </summary>
    private async Task<List<NewEvent>> FreezeAsync(KpiStep.Freeze freeze, DateTimeOffset now, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var (year, tick) = (freeze.Year, freeze.Tick);
        await using var command = KpiRows.Command(
            connection, "insert into kpi_frozen_years (fiscal_year, position, recorded_at) values ($1, $2, $3)", year.Year, tick.Position, tick.RecordedAt);
        await command.ExecuteNonQueryAsync(cancellationToken);
        var atTheEnd = new KpiEvaluator(connection, new KnownUntil(tick.Position, year.End), DateTimeOffset.MaxValue);
        var since = new KpiEvaluator(connection, KnownUntil.At(tick.Position), DateTimeOffset.MaxValue);
        List<NewEvent> events = [];
        foreach (var kpi in await atTheEnd.DefinitionsAsync(cancellationToken))
        {
            var figures = (await atTheEnd.EvaluateAsync(kpi, year, year.LastDay, cancellationToken)).Figures;
            if (figures.Any(figure => figure.Value is not null))
            {
                await StateAsync(kpi.Id, year, new KpiStatement(KpiStatement.Frozen, figures, tick.Position, tick.RecordedAt, null), connection, transaction, cancellationToken);
                events.Add(Event(kpi.Id, tick.Position, now, new KpiFrozen { Kpi = kpi.Id, FiscalYear = year.Year, Figures = figures, At = year.End, DecidedBy = tick.Position }));
            }

            if (await RestateAsync(kpi, year, since, tick, null, now, connection, transaction, cancellationToken) is { } restated)
            {
                events.Add(restated);
            }
        }

        return events;
    }

    private async Task<List<NewEvent>> CheckAsync(KpiStep.Check check, DateTimeOffset now, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var cause = check.Cause;
        var evaluator = new KpiEvaluator(connection, KnownUntil.At(cause.Position), DateTimeOffset.MaxValue);
        List<NewEvent> events = [];
        foreach (var kpi in (await evaluator.DefinitionsAsync(cancellationToken)).Where(kpi => check.Kpi is { } one ? kpi.Id == one : kpi.Computed == check.Rule))
        {
            foreach (var year in check.Years)
            {
                if (await RestateAsync(kpi, year, evaluator, cause, cause, now, connection, transaction, cancellationToken) is { } restated)
                {
                    events.Add(restated);
                }
            }
        }

        return events;
    }

    /// <summary>States the figures again when they are no longer those stated last.</summary>
    /// <param name="kpi">The KPI.</param>
    /// <param name="year">A year that is over.</param>
    /// <param name="evaluator">Knows what is known by now.</param>
    /// <param name="decidedBy">The event at which it is decided.</param>
    /// <param name="cause">The event that changed them; null when it came between the year's end and the event that told of it, and is to be looked for.</param>
    /// <param name="now">For the event's id.</param>
    /// <param name="connection">Sees the rows.</param>
    /// <param name="transaction">The rows' transaction.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task<NewEvent?> RestateAsync(
        KpiDefinition kpi, FiscalYear year, KpiEvaluator evaluator, EventReference decidedBy, EventReference? cause, DateTimeOffset now, NpgsqlConnection connection, NpgsqlTransaction transaction,
        CancellationToken cancellationToken)
    {
        var figures = (await evaluator.EvaluateAsync(kpi, year, year.LastDay, cancellationToken)).Figures;
        if (!KpiFreezing.IsRestated(_stated.GetValueOrDefault((kpi.Id, year.Year)).Last, figures))
        {
            return null;
        }

        var because = cause ?? await KpiRows.LastCauseAsync(connection, kpi, year.End, decidedBy.Position, cancellationToken) ?? decidedBy;
        await StateAsync(kpi.Id, year, new KpiStatement(KpiStatement.Restated, figures, decidedBy.Position, decidedBy.RecordedAt, because), connection, transaction, cancellationToken);
        return Event(kpi.Id, decidedBy.Position, now, new KpiRestated { Kpi = kpi.Id, FiscalYear = year.Year, Figures = figures, Cause = because });
    }

    private async Task StateAsync(
        string kpi, FiscalYear year, KpiStatement statement, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var ordinal = _stated.GetValueOrDefault((kpi, year.Year)).Count + 1;
        _stated[(kpi, year.Year)] = (ordinal, statement.Figures);
        await using var command = KpiRows.Command(
            connection,
            "insert into kpi_statements (kpi, fiscal_year, ordinal, kind, figures, position, recorded_at, cause) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            kpi, year.Year, ordinal, statement.Kind, ProjectionJson.Serialize(statement.Figures), statement.Position, statement.RecordedAt,
            statement.Cause is null ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb } : ProjectionJson.Serialize(statement.Cause));
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NewEvent Event(string kpi, long decidedBy, DateTimeOffset now, IDomainEvent data) =>
        new(Guid.CreateVersion7(now), $"kpi:{kpi}", data, new EventHeaders("platform", null, decidedBy.ToString(CultureInfo.InvariantCulture)));
}
