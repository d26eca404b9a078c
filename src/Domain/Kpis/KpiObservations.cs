using System.Globalization;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Kpis;

/// <summary>KPIs that are observed by people and entered with their source.</summary>
public static class KpiObservations
{
    /// <summary>The one figure.</summary>
    public const string Figure = "observed";

    private static readonly LocalText Definition = new(
        "担当者が出典を付けて入力した値。年度内で最も新しい時点の値をとる。", "Entered with its source; the value of the latest day within the fiscal year.");

    /// <summary>
    /// The year's figure: of the days that a value was entered for, the latest one counts; of several entries for one day, the last. An entry without a value takes the day's back.
    /// </summary>
    /// <param name="facts">Events known of the KPI, in order of position; other types and years are passed over.</param>
    /// <param name="year">The fiscal year.</param>
    /// <param name="day">The day up to which values count.</param>
    public static KpiResult Of(IEnumerable<RecordedEvent> facts, FiscalYear year, DateOnly day)
    {
        var entries = facts.Where(item => item.Data is KpiObserved fact && fact.FiscalYear == year.Year && fact.On <= day).Select(item => (Item: item, Fact: (KpiObserved)item.Data!)).ToList();
        var holding = entries.GroupBy(entry => entry.Fact.On, (_, same) => same.Last()).Where(entry => entry.Fact.Value is not null).OrderBy(entry => entry.Fact.On).LastOrDefault();
        var evidence = entries.OrderByDescending(entry => entry.Fact.On).ThenByDescending(entry => entry.Item.Position).Select(entry => new KpiEvidence
        {
            Figure = Figure,
            Subject = entry.Fact.Kpi,
            Date = entry.Fact.On,
            Counts = entry.Item == holding.Item,
            Line = Line(entry.Fact),
            Event = EventReference.Of(entry.Item),
        }).ToList();
        return new KpiResult([KpiResult.Figure(Figure, Definition, holding.Fact?.Value, evidence)], evidence);
    }

    private static LocalText Line(KpiObserved fact)
    {
        var because = fact.Reason is { } reason ? (Ja: $"（理由：{reason}）", En: $" ({reason})") : (Ja: "", En: "");
        return fact.Value is { } value
            ? new LocalText(
                string.Create(CultureInfo.InvariantCulture, $"{fact.On:yyyy-MM-dd}時点の値 {value}。出典：{fact.Source}{because.Ja}"),
                string.Create(CultureInfo.InvariantCulture, $"{value} on {fact.On:yyyy-MM-dd}; source: {fact.Source}{because.En}"))
            : new LocalText(
                string.Create(CultureInfo.InvariantCulture, $"{fact.On:yyyy-MM-dd}時点の値を取り消し。出典：{fact.Source}{because.Ja}"),
                string.Create(CultureInfo.InvariantCulture, $"the value of {fact.On:yyyy-MM-dd} is taken back; source: {fact.Source}{because.En}"));
    }
}
