using System.Globalization;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Rivers;

namespace MiyagiSensing.Projections.Rivers;

/// <summary>A gauge and the next one down the river: what comes from above.</summary>
public sealed record PairCondition
{
    /// <summary>How far back rises are looked at. Chosen: the time within which a freshet shows itself on Miyagi's rivers.</summary>
    public static readonly TimeSpan LookBack = TimeSpan.FromHours(3);

    /// <summary>Below this a rise is not spoken of. Chosen: wind and tide move levels by less.</summary>
    private const double WorthTelling = 0.1;

    /// <summary>The gauge upstream.</summary>
    public required PairEnd Upstream { get; init; }

    /// <summary>The gauge downstream.</summary>
    public required PairEnd Downstream { get; init; }

    /// <summary>Along the river, km; null when not known.</summary>
    public double? DistanceKilometres { get; init; }

    /// <summary>Where pair, distance and travel time come from.</summary>
    public required string Source { get; init; }

    /// <summary>The upstream level less the downstream one, metres, when both report. Each counts from its own zero, so it tells by its change, not by itself.</summary>
    public double? LevelDifference { get; init; }

    /// <summary>How long a rise typically takes; null when neither the catalog nor history tells.</summary>
    public TimeSpan? TravelTime { get; init; }

    /// <summary><c>catalog</c> or <c>history</c>; null without a travel time.</summary>
    public string? TravelTimeFrom { get; init; }

    /// <summary>What history says of it; null when history was not asked.</summary>
    public RiseLag? History { get; init; }

    /// <summary>The warning for people downstream; null while the upstream gauge is not known to rise.</summary>
    public LocalText? Message { get; init; }

    /// <summary>True when the upstream gauge has risen so much that people downstream are told.</summary>
    internal static bool Rises(GaugeOverview upstream) => upstream.Rise is { Metres: >= WorthTelling };

    internal static PairCondition Of(GaugeOverview upstream, GaugeOverview downstream, DownstreamStation link, RiseLag? history)
    {
        var travel = link.TravelTime ?? history?.Lag;
        return new PairCondition
        {
            Upstream = End(upstream),
            Downstream = End(downstream),
            DistanceKilometres = link.DistanceKilometres,
            Source = link.Source,
            LevelDifference = upstream.Condition.IsReporting && downstream.Condition.IsReporting ? upstream.Condition.Level - downstream.Condition.Level : null,
            TravelTime = travel,
            TravelTimeFrom = link.TravelTime is not null ? "catalog" : travel is not null ? "history" : null,
            History = history,
            Message = Rises(upstream) ? Words(upstream.Station.Name, downstream.Station.Name, upstream.Rise!, travel) : null,
        };
    }

    private static PairEnd End(GaugeOverview gauge) => new(gauge.Station.Id, gauge.Station.Name, gauge.Condition, gauge.Rise);

    private static LocalText Words(LocalText upstream, LocalText downstream, Rise rise, TimeSpan? travel) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"上流の{upstream.Ja}は{Hours(rise.Over)}時間で{rise.Metres:0.00} m上昇しました。{travel switch
            {
                null => $"{downstream.Ja}に及ぶまでの時間は分かっていません。",
                { Ticks: 0 } => $"{downstream.Ja}には通常ほぼ同時に及びます。",
                { } known => $"{downstream.Ja}には通常約{Hours(known)}時間後に及びます。",
            }}"),
        string.Create(
            CultureInfo.InvariantCulture,
            $"Upstream, {upstream.En} rose {rise.Metres:0.00} m in {Hours(rise.Over)} h; {travel switch
            {
                null => $"how long until {downstream.En} follows is not known.",
                { Ticks: 0 } => $"{downstream.En} typically follows at about the same time.",
                { } known => $"{downstream.En} typically follows after about {Hours(known)} h.",
            }}"));

    private static string Hours(TimeSpan time) => time.TotalHours.ToString("0.#", CultureInfo.InvariantCulture);
}
