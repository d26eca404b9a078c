using System.Globalization;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Domain.Kpis;

/// <summary>
/// Fisheries districts with a running smart initiative on a day: a buoy in the district that delivered at least <see cref="LeastShare"/> of what was to be expected in the last <see cref="WindowDays"/> days, or a digital fishing
/// log submitted in them. Where people have declared initiatives of a kind and all of them are paused or ended, that kind does not count; a declared start without evidence does not count either, and is listed.
/// </summary>
public static class SmartDistricts
{
    /// <summary>The one figure.</summary>
    public const string Figure = "running";

    /// <summary>Days looked at, the day itself among them. Source: the KPI's definition, docs/kpis.md.</summary>
    public const int WindowDays = 30;

    /// <summary>Share of the expected readings that makes a buoy a running initiative, 0 to 1. Source: the KPI's definition, docs/kpis.md.</summary>
    public const double LeastShare = 0.8;

    private static readonly LocalText Definition = new(
        "その日に取組が動いている地区の数：直近30日に期待値の80%以上のデータを届けたブイがある、または操業日誌が提出された地区。その種類の取組がすべて休止・終了と届け出られている場合は数えない。",
        "Districts with a running initiative on the day: a buoy that delivered at least 80 % of its expected readings in the last 30 days, or a fishing log submitted in them. A kind whose declared initiatives are all paused or ended does not count.");

    /// <summary>The figure; null while the catalog has no districts.</summary>
    /// <param name="facts">Events known, in order of position; other types are passed over.</param>
    /// <param name="series">What buoys delivered in the window.</param>
    /// <param name="day">The day.</param>
    /// <param name="end">Where readings are no longer to be expected, UTC: the end of the day, or the present while it is not over.</param>
    public static KpiResult Of(IReadOnlyList<RecordedEvent> facts, IReadOnlyList<BuoySeries> series, DateOnly day, DateTimeOffset end)
    {
        var districts = facts.Select(item => item.Data).OfType<DistrictDefined>().GroupBy(fact => fact.District.Id, (_, same) => same.Last().District)
            .OrderBy(district => district.Id, StringComparer.Ordinal).ToList();
        var initiatives = Initiatives(facts, day);
        var logs = Logs(facts, day).ToLookup(item => ((FishingLogSubmitted)item.Data!).District);
        var buoys = BuoyDeliveries.Of(facts, series, day, end).ToLookup(delivery => delivery.District);
        List<KpiEvidence> evidence = [];
        var running = 0;
        foreach (var district in districts)
        {
            var own = initiatives.Where(initiative => initiative.District == district.Id).ToList();
            var (buoysCount, logsCount) = (!IsStopped(own, InitiativeKinds.Buoy), !IsStopped(own, InitiativeKinds.FishingLog));
            evidence.AddRange(own.SelectMany(initiative => initiative.Steps).Select(item => Declared(district.Id, item)));
            List<KpiEvidence> delivered =
            [
                .. buoys[district.Id].SelectMany(delivery => delivery.Evidence(buoysCount)),
                .. logs[district.Id].Select(item => Log(district.Id, item, logsCount)),
            ];
            evidence.AddRange(delivered);
            running += delivered.Exists(item => item.Counts) ? 1 : 0;
        }

        return new KpiResult([KpiResult.Figure(Figure, Definition, districts.Count == 0 ? null : running, evidence)], evidence);
    }

    /// <summary>The first day that is looked at.</summary>
    public static DateOnly WindowStart(DateOnly day) => day.AddDays(1 - WindowDays);

    private static bool IsStopped(List<Initiative> initiatives, string kind)
    {
        var declared = initiatives.Where(initiative => initiative.Kind == kind).ToList();
        return declared.Count > 0 && !declared.Exists(initiative => initiative.IsRunning);
    }

    private static List<Initiative> Initiatives(IReadOnlyList<RecordedEvent> facts, DateOnly day) =>
    [
        .. facts.Select(item => (Item: item, Step: StepOf(item.Data))).Where(step => step.Step is not null && step.Step.Value.On <= day)
            .GroupBy(step => (step.Step!.Value.District, step.Step.Value.Initiative))
            .Select(steps => steps.OrderBy(step => step.Step!.Value.On).ThenBy(step => step.Item.Position).Select(step => step.Item).ToList())
            .Select(steps => new Initiative(
                StepOf(steps[0].Data)!.Value.District, steps.Select(item => item.Data).OfType<InitiativeStarted>().LastOrDefault()?.Kind, steps[^1].Data is InitiativeStarted, steps)),
    ];

    private static (string District, string Initiative, DateOnly On)? StepOf(IDomainEvent? data) => data switch
    {
        InitiativeStarted fact => (fact.District, fact.Initiative, fact.On),
        InitiativePaused fact => (fact.District, fact.Initiative, fact.On),
        InitiativeEnded fact => (fact.District, fact.Initiative, fact.On),
        _ => null,
    };

    /// <summary>Logs count from the day on which they were submitted; an entry that was handed in twice counts once.</summary>
    private static IEnumerable<RecordedEvent> Logs(IReadOnlyList<RecordedEvent> facts, DateOnly day) => facts
        .Where(item => item.Data is FishingLogSubmitted).DistinctBy(item => ((FishingLogSubmitted)item.Data!).Log)
        .Where(item => JapanDay.Of(item.RecordedAt) is var submitted && submitted >= WindowStart(day) && submitted <= day);

    private static KpiEvidence Log(string district, RecordedEvent item, bool counts)
    {
        var record = ((FishingLogSubmitted)item.Data!).Record;
        return new KpiEvidence
        {
            Figure = Figure,
            Subject = district,
            Date = JapanDay.Of(item.RecordedAt),
            Counts = counts,
            Line = new LocalText(
                string.Create(CultureInfo.InvariantCulture, $"操業日誌の提出（{record.Date:yyyy-MM-dd}、{record.Species}、{record.Work}）{(counts ? "" : "。取組が休止・終了のため数えない")}"),
                string.Create(CultureInfo.InvariantCulture, $"fishing log submitted ({record.Date:yyyy-MM-dd}, {record.Species}, {record.Work}){(counts ? "" : "; the initiative is paused or ended, so it does not count")}")),
            Event = EventReference.Of(item),
        };
    }

    private static KpiEvidence Declared(string district, RecordedEvent item)
    {
        var (date, line) = item.Data switch
        {
            InitiativeStarted fact => (fact.On, new LocalText($"取組「{fact.Initiative}」（{fact.Kind}）の開始の届出。届出だけでは数えない。証拠：{(fact.Evidence.Length > 0 ? fact.Evidence : "なし")}", $"initiative {fact.Initiative} ({fact.Kind}) declared as started, which alone does not count; shown by: {(fact.Evidence.Length > 0 ? fact.Evidence : "nothing")}")),
            InitiativePaused fact => (fact.On, new LocalText($"取組「{fact.Initiative}」の休止の届出：{fact.Reason}", $"initiative {fact.Initiative} declared as paused: {fact.Reason}")),
            InitiativeEnded fact => (fact.On, new LocalText($"取組「{fact.Initiative}」の終了の届出：{fact.Reason}", $"initiative {fact.Initiative} declared as ended: {fact.Reason}")),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new KpiEvidence { Figure = Figure, Subject = district, Date = date, Counts = false, Line = line, Event = EventReference.Of(item) };
    }

    /// <summary>An initiative as people have declared it by the day.</summary>
    private sealed record Initiative(string District, string? Kind, bool IsRunning, IReadOnlyList<RecordedEvent> Steps);
}
