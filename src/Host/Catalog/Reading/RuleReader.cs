using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Host.Catalog.Reading;

/// <summary>An entry of <c>rules.yaml</c>.</summary>
internal static class RuleReader
{
    /// <summary>Longest time that a rule may wait. Chosen: longer ones are a matter for figures, not for alerts.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    public static RuleDefinition Read(CatalogEntry entry)
    {
        entry.AllowOnly(
            "id", "name", "kind", "domain", "metric", "direction", "hysteresis", "for", "keep", "late", "levels", "stations", "stationKinds", "source");
        return new RuleDefinition
        {
            Id = entry.Id("id"),
            Name = entry.LocalText("name"),
            Kind = entry.Word("kind", "threshold"),
            Domain = entry.Id("domain"),
            Metric = entry.Id("metric"),
            Direction = entry.Word("direction", "above", "below"),
            Hysteresis = entry.Number("hysteresis", 0),
            For = entry.Has("for") ? entry.Duration("for", TimeSpan.Zero, LongestWait) : TimeSpan.Zero,
            Keep = entry.Has("keep") ? entry.Duration("keep", TimeSpan.Zero, LongestWait) : TimeSpan.Zero,
            Late = entry.Has("late") ? entry.Duration("late", TimeSpan.Zero, LongestWait) : null,
            Levels = entry.Entries("levels") is { Count: <= LevelState.MaxLevels } levels ? [.. levels.Select(Level)] : throw entry.Error("levels", $"has more than {LevelState.MaxLevels} levels"),
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
