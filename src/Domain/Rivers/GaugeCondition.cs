using System.Globalization;
using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Rivers;

/// <summary>What is known of a gauge at an instant.</summary>
public sealed record GaugeCondition
{
    /// <summary>How old the newest reading of a gauge without an expected interval may be. Chosen: hourly snapshots of ten-minute values lie up to 110 minutes apart.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromHours(2);

    /// <summary>After this many intervals without a reading a gauge that has one is silent. Chosen: two readings lost in a row happen on mobile links.</summary>
    public const int MissedIntervals = 3;

    /// <summary>A gauge that sends by itself only above its reporting level tells once a day that it lives; one day may be lost.</summary>
    private static readonly TimeSpan DailyReport = TimeSpan.FromHours(48);

    /// <summary>One of <see cref="GaugeStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>Why, for people.</summary>
    public required LocalText Reason { get; init; }

    /// <summary>True when the gauge sends and <see cref="Level"/> is the level now; else it is the last one known, and the water may stand anywhere that <see cref="State"/> does not exclude.</summary>
    public bool IsReporting => MeasuredAt is not null && IsFresh;

    /// <summary>The newest level, metres; null when there is none.</summary>
    public double? Level { get; init; }

    /// <summary>When it was measured, UTC.</summary>
    public DateTimeOffset? MeasuredAt { get; init; }

    /// <summary>How long ago that is.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>Rate of rise, metres an hour, see <see cref="RateOfRise"/>; null when not reporting, or when there are too few readings.</summary>
    public double? RatePerHour { get; init; }

    /// <summary>The gravest limit that the level stands at or above; null below all of them, and when not reporting.</summary>
    public GaugeLimit? Standing { get; init; }

    /// <summary>All limits, lowest first, with what the level has left.</summary>
    public required IReadOnlyList<LimitMargin> Margins { get; init; }

    /// <summary>The next limit above; null when there is none, and when not reporting.</summary>
    public NextLimit? Next { get; init; }

    private bool IsFresh { get; init; }

    /// <summary>The condition of a gauge.</summary>
    /// <param name="limits">Its limits now, lowest first.</param>
    /// <param name="readings">Its readings up to now, oldest first; two hours before the newest are enough.</param>
    /// <param name="startThen">Its reporting level when the newest reading was measured; null for a gauge that sends whatever the level is.</param>
    /// <param name="every">How often a reading is expected; null when silence says nothing.</param>
    /// <param name="now">The present, UTC.</param>
    public static GaugeCondition Of(IReadOnlyList<GaugeLimit> limits, IReadOnlyList<LevelReading> readings, double? startThen, TimeSpan? every, DateTimeOffset now)
    {
        if (readings.Count == 0)
        {
            return new GaugeCondition
            {
                State = GaugeStates.NeverReported,
                Reason = new LocalText("受信した値がありません。", "Nothing has been received from it."),
                Margins = MarginsOf(limits, null),
            };
        }

        var newest = readings[^1];
        var age = now > newest.MeasuredAt ? now - newest.MeasuredAt : TimeSpan.Zero;
        var isFresh = age <= (every * MissedIntervals ?? Freshness);
        var isBelow = newest.Metres < startThen;
        var rate = isFresh ? RateOfRise.Of([.. readings]) : null;
        var (state, reason) = StateOf(isFresh, isBelow, startThen, every, newest.MeasuredAt, age);
        return new GaugeCondition
        {
            State = state,
            Reason = reason,
            IsFresh = isFresh,
            Level = newest.Metres,
            MeasuredAt = newest.MeasuredAt,
            Age = age,
            RatePerHour = rate,
            Standing = isFresh ? GaugeLimits.Gravest(limits.Where(limit => limit.Metres <= newest.Metres)) : null,
            Margins = MarginsOf(limits, isFresh ? newest.Metres : null),
            Next = isFresh ? NextLimit.Of(limits, newest, rate, now) : null,
        };
    }

    private static (string State, LocalText Reason) StateOf(bool isFresh, bool isBelow, double? startThen, TimeSpan? every, DateTimeOffset measuredAt, TimeSpan age)
    {
        var (ja, en) = (Japanese(measuredAt), English(measuredAt));
        return (isFresh, isBelow, startThen is not null && every is null) switch
        {
            (true, false, _) => (GaugeStates.Reporting, new LocalText($"{ja}の値を受信しています。", $"Sending; the newest value is of {en}.")),
            (true, true, _) => (GaugeStates.BelowStart, new LocalText($"{ja}の値は観測開始水位未満です。", $"The value of {en} is below the reporting level.")),
            (false, true, true) when age > DailyReport => (GaugeStates.BelowStart, new LocalText(
                $"最後の報告（{ja}）は観測開始水位未満でした。その後{age.Days}日間報告がなく、1日1回の定時報告もないため、故障の可能性もあります。",
                $"Its last report ({en}) was below the reporting level, and it sends above that level. For {age.Days} days it has not even sent the daily value that such gauges may send, so it may be out of order.")),
            (false, true, true) => (GaugeStates.BelowStart, new LocalText(
                $"最後の報告（{ja}）は観測開始水位未満で、観測開始水位に達すると再び報告します。", $"Its last report ({en}) was below the reporting level; it sends again above that level.")),
            (false, false, true) => (GaugeStates.SilentAboveStart, new LocalText(
                $"最後の報告（{ja}）は観測開始水位以上でしたが、その後報告がありません。水位が下がったとは限りません。",
                $"Its last report ({en}) was at or above the reporting level, and it is silent since. That does not mean that the level fell.")),
            (false, _, false) => (GaugeStates.Silent, new LocalText($"{ja}以降の値を受信していません。", $"No value since {en}.")),
        };
    }

    private static List<LimitMargin> MarginsOf(IReadOnlyList<GaugeLimit> limits, double? level) => [.. limits.Select(limit => new LimitMargin(limit, limit.Metres - level))];

    private static string Japanese(DateTimeOffset instant) => instant.ToOffset(JapanDay.Offset).ToString("yyyy年M月d日 H:mm", CultureInfo.InvariantCulture);

    private static string English(DateTimeOffset instant) => instant.ToOffset(JapanDay.Offset).ToString("d MMM yyyy HH:mm 'JST'", CultureInfo.InvariantCulture);
}
