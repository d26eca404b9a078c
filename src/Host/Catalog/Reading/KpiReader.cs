using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Kpis;

namespace MiyagiSensing.Host.Catalog.Reading;

/// <summary>An entry of <c>kpis*.yaml</c>.</summary>
internal static class KpiReader
{
    public static KpiDefinition Read(CatalogEntry entry)
    {
        entry.AllowOnly("id", "pillar", "area", "name", "unit", "baseline", "target", "direction", "cumulative", "computed", "note", "source");
        var kpi = new KpiDefinition
        {
            Id = entry.Id("id"),
            Pillar = entry.LocalText("pillar"),
            Area = entry.LocalText("area"),
            Name = entry.LocalText("name"),
            Unit = entry.LocalText("unit"),
            Baseline = YearValue(entry.Entry("baseline")),
            Target = YearValue(entry.Entry("target")),
            Direction = entry.Has("direction") ? entry.Word("direction", KpiDefinition.Higher, KpiDefinition.Lower) : null,
            Cumulative = entry.Flag("cumulative"),
            Computed = entry.Has("computed") ? entry.Word("computed", [.. KpiRules.All]) : null,
            Note = entry.OptionalText("note"),
            Source = entry.Text("source"),
        };
        return kpi.Target.FiscalYear > kpi.Baseline.FiscalYear ? kpi : throw entry.Error("target", "is of a year that does not come after the baseline's");
    }

    private static KpiYearValue YearValue(CatalogEntry entry)
    {
        entry.AllowOnly("fiscalYear", "value");
        return FiscalYear.TryParse(entry.Text("fiscalYear"), out var year)
            ? new KpiYearValue(year.Year, (decimal?)entry.OptionalNumber("value", 0))
            : throw entry.Error("fiscalYear", $"'{entry.Text("fiscalYear")}' is not a fiscal year; write, for example, R5");
    }
}
