using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Rivers;

/// <summary>The lowest limit above the present level, and when the level gets there at the present rate.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Metres">How far it is, more than 0.</param>
/// <param name="At">When the level gets there, counted from the newest reading, UTC; null when it can't be said, see <paramref name="Reason"/>.</param>
/// <param name="After">How long that is from now, 0 when it is past; null where <paramref name="At"/> is.</param>
/// <param name="Reason">Why nothing can be said; null when it can.</param>
public sealed record NextLimit(GaugeLimit Limit, double Metres, DateTimeOffset? At, TimeSpan? After, LocalText? Reason)
{
    /// <summary>Rates below this count as no rise. Chosen: two of the last digit that gauges send, in an hour.</summary>
    public const double LeastRate = 0.02;

    /// <summary>Nothing is said of what would take longer. Chosen: no flood on Miyagi's rivers rises steadily for half a day.</summary>
    public static readonly TimeSpan Farthest = TimeSpan.FromHours(12);

    /// <summary>The next limit; null when the level stands at or above all of them.</summary>
    /// <param name="limits">Lowest first.</param>
    /// <param name="newest">The newest reading.</param>
    /// <param name="rate">The rate of rise there, metres an hour; null when it is not known.</param>
    /// <param name="now">The present, UTC.</param>
    public static NextLimit? Of(IReadOnlyList<GaugeLimit> limits, LevelReading newest, double? rate, DateTimeOffset now)
    {
        if (limits.FirstOrDefault(limit => limit.Metres > newest.Metres) is not { } next)
        {
            return null;
        }

        var metres = next.Metres - newest.Metres;
        var reason = rate switch
        {
            null => new LocalText("上昇速度が不明", "the rate of rise is not known"),
            < LeastRate => new LocalText("上昇していない", "not rising"),
            { } rising when metres / rising > Farthest.TotalHours => new LocalText("現在の速度では12時間以上先", "more than 12 hours away at the present rate"),
            _ => null,
        };
        if (reason is not null)
        {
            return new NextLimit(next, metres, null, null, reason);
        }

        var at = newest.MeasuredAt + TimeSpan.FromHours(metres / rate!.Value);
        return new NextLimit(next, metres, at, at > now ? at - now : TimeSpan.Zero, null);
    }
}
