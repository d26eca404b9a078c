using System.Globalization;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Kpis;

/// <summary>
/// Pipe bridges of the register inspected in the cycle of the day. A bridge counts once, however often it is visited. The baseline is an opening balance: so many bridges were inspected in the baseline's fiscal year, but
/// nothing says which. It counts in the cycle of that year only, and each bridge with a recorded inspection dated in that year takes the place of one of it.
/// </summary>
public static class BridgeInspections
{
    /// <summary>The one figure.</summary>
    public const string Figure = "inspected";

    private static readonly LocalText Definition = new(
        "その日を含む5年サイクルで点検した、台帳にある水管橋の数。何回点検しても1橋と数える。基準年度の値は証拠のない期首残高として、点検記録で置き換わるまで加える。",
        "Pipe bridges of the register inspected in the five-year cycle of the day; each counts once. The baseline year's value is an opening balance without evidence, added until recorded inspections of that year take its place.");

    /// <summary>The figure; null while the register is empty.</summary>
    /// <param name="kpi">The KPI, whose baseline is the opening balance.</param>
    /// <param name="facts">Events known, in order of position; other types are passed over.</param>
    /// <param name="day">The day.</param>
    public static KpiResult Of(KpiDefinition kpi, IReadOnlyList<RecordedEvent> facts, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        var cycle = InspectionCycle.Of(day);
        var register = RegisterOf(facts, day);
        List<KpiEvidence> evidence = [];
        HashSet<string> inspected = [];
        HashSet<string> inBaselineYear = [];
        foreach (var visit in VisitsOf(facts).Where(visit => register.Contains(visit.Bridge) && visit.Date <= day && cycle.Contains(visit.Date)).OrderBy(visit => visit.Date).ThenBy(visit => visit.Item.Position))
        {
            var isFirst = visit.Holds && inspected.Add(visit.Bridge);
            if (visit.Holds && FiscalYear.Of(visit.Date).Year == kpi.Baseline.FiscalYear)
            {
                inBaselineYear.Add(visit.Bridge);
            }

            evidence.Add(new KpiEvidence
            {
                Figure = Figure,
                Subject = visit.Bridge,
                Date = visit.Date,
                Counts = isFirst,
                Line = Line(visit, isFirst),
                Event = EventReference.Of(visit.Item),
            });
        }

        var opening = OpeningOf(kpi, cycle, day) is { } balance ? Math.Max(0, balance - inBaselineYear.Count) : (decimal?)null;
        if (opening is { } left)
        {
            evidence.Add(Opening(kpi, left));
        }

        var count = register.Count == 0 ? (decimal?)null : Math.Min(register.Count, inspected.Count + (opening ?? 0));
        return new KpiResult([new KpiFigure(Figure, Definition, inspected.Count, count, count - inspected.Count is > 0 and var part ? part : null)], evidence);
    }

    /// <summary>The balance counts from the end of its year on, to the end of the cycle.</summary>
    private static decimal? OpeningOf(KpiDefinition kpi, InspectionCycle cycle, DateOnly day)
    {
        var lastDay = new FiscalYear(kpi.Baseline.FiscalYear).LastDay;
        return cycle.Contains(lastDay) && day >= lastDay ? kpi.Baseline.Value : null;
    }

    private static KpiEvidence Opening(KpiDefinition kpi, decimal left)
    {
        var year = new FiscalYear(kpi.Baseline.FiscalYear);
        return new KpiEvidence
        {
            Figure = Figure,
            Subject = "opening-balance",
            Date = year.LastDay,
            Counts = left > 0,
            Line = new LocalText(
                string.Create(CultureInfo.InvariantCulture, $"期首残高（証拠なし）：{year.JapaneseName}の値{kpi.Baseline.Value}のうち、点検記録で置き換わっていない{left}橋。出典：{kpi.Source}"),
                string.Create(CultureInfo.InvariantCulture, $"opening balance without evidence: {left} of the {kpi.Baseline.Value} of {year.ShortName} whose place no recorded inspection has taken; source: {kpi.Source}")),
        };
    }

    private static HashSet<string> RegisterOf(IReadOnlyList<RecordedEvent> facts, DateOnly day)
    {
        Dictionary<string, DateOnly?> retired = [];
        foreach (var item in facts)
        {
            if (item.Data is BridgeDefined defined)
            {
                retired[defined.Bridge.Id] = null;
            }
            else if (item.Data is BridgeRetired fact && retired.ContainsKey(fact.Bridge))
            {
                retired[fact.Bridge] = fact.On;
            }
        }

        return [.. retired.Where(bridge => bridge.Value is not { } on || on > day).Select(bridge => bridge.Key)];
    }

    /// <summary>All versions of all inspections that have a date; of each inspection the last version holds.</summary>
    private static IEnumerable<Visit> VisitsOf(IReadOnlyList<RecordedEvent> facts) => facts
        .Select(item => item.Data switch
        {
            InspectionRecorded fact => new Visit(item, fact.Bridge, fact.Inspection, fact.Record, false),
            InspectionCorrected fact => new Visit(item, fact.Bridge, fact.Inspection, fact.Record, false),
            _ => null,
        })
        .OfType<Visit>()
        .GroupBy(visit => visit.Inspection, StringComparer.Ordinal)
        .SelectMany(versions => versions.SkipLast(1).Append(versions.Last() with { Holds = true }))
        .Where(visit => visit.Record is not null);

    private static LocalText Line(Visit visit, bool isFirst)
    {
        var (ja, en) = (visit.Holds, isFirst) switch
        {
            (false, _) => ("（訂正前の記録。数えない）", " (corrected since; does not count)"),
            (_, false) => ("（同じサイクルの再点検。数えない）", " (again in the same cycle; does not count)"),
            _ => ("", ""),
        };
        return new LocalText(
            string.Create(CultureInfo.InvariantCulture, $"{visit.Date:yyyy-MM-dd}に{visit.Record!.Inspector}が点検（{visit.Record.Method}）{ja}"),
            string.Create(CultureInfo.InvariantCulture, $"inspected on {visit.Date:yyyy-MM-dd} by {visit.Record.Inspector}, {visit.Record.Method}{en}"));
    }

    private sealed record Visit(RecordedEvent Item, string Bridge, string Inspection, InspectionRecord? Record, bool Holds)
    {
        public DateOnly Date => Record!.Date;
    }
}
