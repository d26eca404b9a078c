using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Rivers;

/// <summary>The limits of gauges. The same word means different levels on different kinds of gauge, so the kind decides on the term.</summary>
public static class GaugeLimits
{
    /// <summary>The domain of river gauges in the catalog.</summary>
    public const string Domain = "river";

    /// <summary>The metric that a gauge's level is.</summary>
    public const string Metric = "stage";

    /// <summary>Gauges that send by themselves only above their reporting level (危機管理型水位計).</summary>
    public const string CrisisGauge = "crisis-management-gauge";

    /// <summary>The level at which a crisis-management gauge begins to send.</summary>
    public const string Reporting = "reporting";

    private static readonly Dictionary<string, LocalText> OrdinaryNames = new()
    {
        ["standby"] = new LocalText("水防団待機水位", "Flood-fighting stand-by level"),
        ["caution"] = new LocalText("氾濫注意水位", "Flood caution level"),
        ["evacuation"] = new LocalText("避難判断水位", "Evacuation judgement level"),
        ["danger"] = new LocalText("氾濫危険水位", "Flood danger level"),
    };

    private static readonly Dictionary<string, LocalText> CrisisNames = new()
    {
        [Reporting] = new LocalText("観測開始水位", "Reporting level"),
        ["danger"] = new LocalText("危険水位", "Danger level"),
        ["flooding"] = new LocalText("氾濫開始水位", "Start of flooding"),
    };

    /// <summary>A gauge's limits, lowest first. One that its kind has no term for keeps its name in the catalog.</summary>
    /// <param name="station">The gauge, with the limits of the instant in question.</param>
    public static IReadOnlyList<GaugeLimit> Of(StationDefinition station)
    {
        return
        [
            .. (station.Thresholds.GetValueOrDefault(Metric) ?? new Dictionary<string, double>())
                .Select(limit => new GaugeLimit(limit.Key, NameOf(station, limit.Key) ?? new LocalText(limit.Key, limit.Key), limit.Value, limit.Key != Reporting))
                .OrderBy(limit => limit.Metres),
        ];
    }

    /// <summary>The official term of a gauge's limit; null when its kind has none of that name, and for stations of other domains.</summary>
    public static LocalText? NameOf(StationDefinition station, string limit) =>
        station.Domain == Domain ? (station.Kind == CrisisGauge ? CrisisNames : OrdinaryNames).GetValueOrDefault(limit) : null;
}
