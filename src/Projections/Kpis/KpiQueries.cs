using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Kpis;
using MiyagiSensing.Projections.Engine;
using Npgsql;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>Works figures out when they are asked for, from the rows that were there by then.</summary>
internal sealed class KpiQueries(ProjectionDatabase database, TimeProvider clock) : IKpiQueries
{
    public async Task<IReadOnlyList<KpiOverview>> ListAsync(DateOnly asOf, IReadOnlyList<FiscalYear> years, CancellationToken cancellationToken)
    {
        await using var connection = await database.Pages.OpenConnectionAsync(cancellationToken);
        var view = await ViewAsync(connection, asOf, cancellationToken);
        List<KpiOverview> found = [];
        foreach (var kpi in view.Kpis)
        {
            found.Add(await OverviewAsync(view, kpi, years, cancellationToken));
        }

        return found;
    }

    public async Task<KpiOverview?> FindAsync(string kpi, DateOnly asOf, IReadOnlyList<FiscalYear> years, CancellationToken cancellationToken)
    {
        await using var connection = await database.Pages.OpenConnectionAsync(cancellationToken);
        var view = await ViewAsync(connection, asOf, cancellationToken);
        return view.Kpis.FirstOrDefault(known => known.Id == kpi) is { } found ? await OverviewAsync(view, found, years, cancellationToken) : null;
    }

    public async Task<KpiEvidencePage?> EvidenceAsync(string kpi, FiscalYear year, DateOnly asOf, int skip, int take, CancellationToken cancellationToken)
    {
        await using var connection = await database.Pages.OpenConnectionAsync(cancellationToken);
        var view = await ViewAsync(connection, asOf, cancellationToken);
        if (view.Kpis.FirstOrDefault(known => known.Id == kpi) is not { } found)
        {
            return null;
        }

        if (year.FirstDay > asOf)
        {
            return new KpiEvidencePage(kpi, year.Year, asOf, 0, skip, []);
        }

        var day = DayOf(year, asOf);
        var result = await view.Evaluator.EvaluateAsync(found, year, day, cancellationToken);
        // Sessions are many: they come first, page by page, and are not in the result.
        var sessions = result.Figures.FirstOrDefault(figure => figure.Id == RtkUsers.Active)?.Evidence ?? 0;
        var items = skip < sessions ? await KpiRows.SessionsAsync(connection, year, day, KnownUntil.EndOf(asOf), skip, take, cancellationToken) : [];
        items.AddRange(result.Evidence.Skip(Math.Max(0, skip - sessions)).Take(take - items.Count));
        return new KpiEvidencePage(kpi, year.Year, asOf, sessions + result.Evidence.Count, skip, items);
    }

    private static DateOnly DayOf(FiscalYear year, DateOnly asOf) => year.LastDay < asOf ? year.LastDay : asOf;

    /// <summary>A KPI is shown by the definition that was known; one that came to be defined only later, by its first.</summary>
    private async Task<View> ViewAsync(NpgsqlConnection connection, DateOnly asOf, CancellationToken cancellationToken)
    {
        var known = KnownUntil.EndOf(asOf);
        var evaluator = new KpiEvaluator(connection, known, clock.GetUtcNow());
        var all = await KpiRows.FactsAsync(connection, ["kpi_defined"], KnownUntil.At(long.MaxValue), null, cancellationToken);
        var kpis = all.GroupBy(item => ((KpiDefined)item.Data!).Kpi.Id, (_, versions) => versions.TakeWhile((item, i) => i == 0 || item.RecordedAt < known.Before).Last())
            .Select(item => ((KpiDefined)item.Data!).Kpi).ToList();
        return new View(
            asOf, evaluator, kpis, await evaluator.KpiFactsAsync(cancellationToken), await KpiRows.StatementsAsync(connection, known, cancellationToken),
            [.. (await KpiRows.FrozenYearsAsync(connection, cancellationToken)).Where(year => year.RecordedAt < known.Before).Select(year => year.Year)]);
    }

    private static async Task<KpiOverview> OverviewAsync(View view, KpiDefinition kpi, IReadOnlyList<FiscalYear> years, CancellationToken cancellationToken)
    {
        var targets = KpiTargets.Of(kpi, view.Facts[kpi.Id]);
        List<KpiYear> shown = [];
        foreach (var year in years.Where(year => year.FirstDay <= view.AsOf).Order())
        {
            var day = DayOf(year, view.AsOf);
            var target = KpiTargets.For(targets, year);
            var statements = view.Statements[(kpi.Id, year.Year)].ToList();
            shown.Add(new KpiYear
            {
                FiscalYear = year.Year,
                Name = new LocalText(year.JapaneseName, year.ToString()),
                ShortName = year.ShortName,
                Day = day,
                State = StateOf(year, view, statements),
                Figures =
                [
                    .. (await view.Evaluator.EvaluateAsync(kpi, year, day, cancellationToken)).Figures.Select(figure => new KpiYearFigure(
                        figure.Id, figure.Definition, figure.Value, figure.Opening, figure.Evidence, KpiProgress.Of(kpi.Baseline.Value, target, figure.Value))),
                ],
                Frozen = statements.Find(statement => statement.Kind == KpiStatement.Frozen),
                Restated = statements.FindAll(statement => statement.Kind == KpiStatement.Restated),
            });
        }

        return new KpiOverview(kpi, view.AsOf, targets, shown);
    }

    private static string StateOf(FiscalYear year, View view, List<KpiStatement> statements) =>
        year.LastDay >= view.AsOf && !view.Frozen.Contains(year) ? "running"
        : statements.Exists(statement => statement.Kind == KpiStatement.Restated) ? KpiStatement.Restated
        : view.Frozen.Contains(year) ? KpiStatement.Frozen : "ended";

    private sealed record View(
        DateOnly AsOf, KpiEvaluator Evaluator, List<KpiDefinition> Kpis, ILookup<string, RecordedEvent> Facts, ILookup<(string Kpi, int FiscalYear), KpiStatement> Statements,
        HashSet<FiscalYear> Frozen);
}
