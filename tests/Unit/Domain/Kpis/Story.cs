using System.Globalization;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Kpis;

namespace MiyagiSensing.Unit.Domain.Kpis;

/// <summary>Events as a KPI's rule is handed them.</summary>
internal static class Story
{
    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Noon in Japan.</summary>
    public static DateTimeOffset Noon(string day) => JapanDay.StartOf(Day(day)).AddHours(12);

    /// <summary>The same facts in the order given, recorded at noon of some day.</summary>
    public static List<RecordedEvent> Told(params IReadOnlyList<(string RecordedOn, IDomainEvent Data)> facts) => [.. facts.Select((fact, i) => new RecordedEvent
    {
        Position = i + 1,
        Id = Guid.NewGuid(),
        Stream = "test",
        Version = i + 1,
        Type = EventCatalog.NameOf(fact.Data),
        RecordedAt = Noon(fact.RecordedOn),
        Headers = new EventHeaders("operator"),
        Data = fact.Data,
    })];

    public static KpiDefinition Kpi(decimal? baseline = null, decimal? target = null) => new()
    {
        Id = "k-1",
        Pillar = new LocalText("柱", "pillar"),
        Area = new LocalText("分野", "field"),
        Name = new LocalText("指標", "KPI"),
        Unit = new LocalText("件", "count"),
        Baseline = new KpiYearValue(2023, baseline),
        Target = new KpiYearValue(2027, target),
        Source = "test",
    };
}
