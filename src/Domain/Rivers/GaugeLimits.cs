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

    /// <summary>All limits of all kinds of gauge, the gravest last.</summary>
    private static readonly string[] ByGravity = [Reporting, "standby", "caution", "evacuation", "danger", "flooding"];

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
        station.Domain == Domain ? NamesOf(station).GetValueOrDefault(limit) : null;

    /// <summary>The limits that a station's kind of gauge has for a metric, the gravest last; null when any name will do: for stations of other domains, and for what is no level.</summary>
    public static IReadOnlyList<string>? KindNames(StationDefinition station, string metric) =>
        station.Domain == Domain && metric == Metric ? [.. ByGravity.Where(NamesOf(station).ContainsKey)] : null;

    /// <summary>The gravest of some limits, wherever they lie: one that alerts before one that does not. Null of none.</summary>
    public static GaugeLimit? Gravest(IEnumerable<GaugeLimit> limits) =>
        limits.OrderBy(limit => limit.IsAlert).ThenBy(limit => Array.IndexOf(ByGravity, limit.Id)).ThenBy(limit => limit.Metres).LastOrDefault();

    /// <summary>
    /// The first two limits of a gauge that lie in an order which can't be; null when all is well. 観測開始 &lt; 危険 &lt; 氾濫開始, and 水防団待機 ≤ 氾濫注意 ≤ 避難判断 ≤ 氾濫危険: at some gauges two of these are one level.
    /// </summary>
    public static (GaugeLimit Milder, GaugeLimit Graver)? Fault(StationDefinition station)
    {
        var limits = Of(station).Where(limit => NameOf(station, limit.Id) is not null).OrderBy(limit => Array.IndexOf(ByGravity, limit.Id)).ToList();
        foreach (var (milder, graver) in limits.Zip(limits.Skip(1)))
        {
            if (station.Kind == CrisisGauge ? milder.Metres >= graver.Metres : milder.Metres > graver.Metres)
            {
                return (milder, graver);
            }
        }

        return null;
    }

    private static Dictionary<string, LocalText> NamesOf(StationDefinition station) => station.Kind == CrisisGauge ? CrisisNames : OrdinaryNames;
}
