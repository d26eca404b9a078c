using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Host.Catalog.Reading;

/// <summary>An entry of <c>rules.yaml</c>.</summary>
internal static class RuleReader
{
    public static RuleDefinition Read(CatalogEntry entry)
    {
        entry.AllowOnly(
            "id", "name", "kind", "domain", "metric", "direction", "hysteresis", "levels", "stations", "stationKinds", "source");
        return new RuleDefinition
        {
            Id = entry.Id("id"),
            Name = entry.LocalText("name"),
            Kind = entry.Word("kind", "threshold"),
            Domain = entry.Id("domain"),
            Metric = entry.Id("metric"),
            Direction = entry.Word("direction", "above", "below"),
            Hysteresis = entry.Number("hysteresis", 0),
            Levels = [.. entry.Entries("levels").Select(Level)],
            Stations = entry.Ids("stations"),
            StationKinds = entry.Ids("stationKinds"),
            Source = entry.OptionalText("source"),
        };
    }

    private static RuleLevel Level(CatalogEntry entry)
    {
        entry.AllowOnly("name", "title", "severity", "value", "stationThreshold");
        if (entry.Has("value") == entry.Has("stationThreshold"))
        {
            throw entry.Error("a level has either 'value' (a number) or 'stationThreshold' (the name of a limit that stations carry)");
        }

        return new RuleLevel
        {
            Name = entry.Id("name"),
            Title = entry.LocalText("title"),
            Severity = entry.Whole("severity", 1, 5),
            Value = entry.OptionalNumber("value"),
            StationThreshold = entry.OptionalId("stationThreshold"),
        };
    }
}
