using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Host.Catalog.Reading;

/// <summary>An entry of <c>metrics.yaml</c>.</summary>
internal static class MetricReader
{
    public static MetricDefinition Read(CatalogEntry entry)
    {
        entry.AllowOnly("domain", "name", "title", "unit", "displayUnit", "minimum", "maximum", "decimals", "sentinels", "expectedInterval");
        return new MetricDefinition
        {
            Domain = entry.Id("domain"),
            Name = entry.Id("name"),
            Title = entry.LocalText("title"),
            Unit = entry.Text("unit"),
            DisplayUnit = entry.TextOrEmpty("displayUnit"),
            Minimum = entry.OptionalNumber("minimum"),
            Maximum = entry.OptionalNumber("maximum"),
            Decimals = entry.Has("decimals") ? entry.Whole("decimals", 0, 6) : 2,
            Sentinels = entry.Numbers("sentinels"),
            ExpectedInterval = entry.Has("expectedInterval") ? ReadInterval(entry.Entry("expectedInterval")) : null,
        };
    }

    private static ExpectedInterval ReadInterval(CatalogEntry entry)
    {
        entry.AllowOnly("every", "exceptKinds");
        return new ExpectedInterval(entry.Duration("every", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)), entry.Ids("exceptKinds"));
    }
}
