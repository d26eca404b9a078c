using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Kpis;
using MiyagiSensing.Projections.Kpis;

namespace MiyagiSensing.Unit.Api;

/// <summary>One KPI with a restated year; remembers what it was asked.</summary>
internal sealed class FakeKpis : IKpiQueries
{
    private static readonly DateTimeOffset At = new(2026, 4, 20, 3, 0, 0, TimeSpan.Zero);
    private static readonly LocalText Definition = new("入力した値", "Entered");
    private static readonly EventReference Event = new("kpi:open-datasets", 3, 4712, "kpi_observed", At, "user:sato");

    /// <summary>A KPI that people enter.</summary>
    public static KpiDefinition OpenDatasets { get; } = new()
    {
        Id = "open-datasets",
        Pillar = new LocalText("行政のDX", "DX of the administration"),
        Area = new LocalText("データ利活用", "Use of data"),
        Name = new LocalText("公開データセット数", "Open data sets"),
        Unit = new LocalText("件", "count"),
        Baseline = new KpiYearValue(2023, 167),
        Target = new KpiYearValue(2027),
        Direction = "higher",
        Source = "the policy",
    };

    public (DateOnly AsOf, int[] Years, int Skip, int Take) Asked { get; private set; }

    public Task<IReadOnlyList<KpiOverview>> ListAsync(DateOnly asOf, IReadOnlyList<FiscalYear> years, CancellationToken cancellationToken)
    {
        Asked = (asOf, [.. years.Select(year => year.Year)], 0, 0);
        return Task.FromResult<IReadOnlyList<KpiOverview>>(
        [
            new KpiOverview(
                OpenDatasets,
                asOf,
                [new KpiTarget(2027, 200, "plan of 2026", Event)],
                [
                    new KpiYear
                    {
                        FiscalYear = 2025,
                        Name = new LocalText("令和7年度", "FY2025"),
                        ShortName = "R7",
                        Day = new DateOnly(2026, 3, 31),
                        State = "restated",
                        Figures = [new KpiYearFigure("observed", Definition, 175, null, 1, 0.242424m)],
                        Frozen = new KpiStatement("frozen", [new KpiFigure("observed", Definition, 1, 180)], 4700, At.AddDays(-20), null),
                        Restated = [new KpiStatement("restated", [new KpiFigure("observed", Definition, 1, 175)], 4712, At, Event)],
                    },
                ]),
        ]);
    }

    public async Task<KpiOverview?> FindAsync(string kpi, DateOnly asOf, IReadOnlyList<FiscalYear> years, CancellationToken cancellationToken) =>
        (await ListAsync(asOf, years, cancellationToken)).FirstOrDefault(known => known.Kpi.Id == kpi);

    public Task<KpiEvidencePage?> EvidenceAsync(string kpi, FiscalYear year, DateOnly asOf, int skip, int take, CancellationToken cancellationToken)
    {
        Asked = (asOf, [year.Year], skip, take);
        return Task.FromResult(kpi != "open-datasets" ? null : new KpiEvidencePage(kpi, year.Year, asOf, 3, skip,
        [
            new KpiEvidence { Figure = "observed", Subject = kpi, Date = new DateOnly(2026, 3, 31), Counts = true, Line = new LocalText("値 175", "175, \"counted\" again"), Event = Event },
            new KpiEvidence { Figure = "running", Subject = "kesennuma", Counts = false, Line = new LocalText("計測値", "readings"), Readings = 24, FirstPosition = 7, LastPosition = 9 },
        ]));
    }
}
