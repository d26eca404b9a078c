namespace MiyagiSensing.Domain.Fisheries;

/// <summary>How a species stands against its limits. What is not measured is not known: never "normal".</summary>
public static class SpeciesState
{
    /// <summary>Every place that has a device was measured just now, and no limit is reached.</summary>
    public const string Normal = "normal";

    /// <summary>No limit is reached where it was measured, but some place is silent or faulty.</summary>
    public const string PartlyKnown = "partly-known";

    /// <summary>Nothing that a limit speaks of was measured just now.</summary>
    public const string NotKnown = "not-known";

    /// <summary>It is not in the water in this month.</summary>
    public const string OutOfSeason = "out-of-season";

    /// <summary>No limit is published for it, or none speaks of this month.</summary>
    public const string NoLimits = "no-limits";

    /// <summary>The state: the gravest level reached, else what is known.</summary>
    /// <param name="isInSeason">Whether it is in the water.</param>
    /// <param name="readings">The limits that speak of this month, at each sensor; a place without any sensor of the metric stands there as not known.</param>
    public static string Of(bool isInSeason, IReadOnlyCollection<LimitReading> readings) => readings switch
    {
        _ when !isInSeason => OutOfSeason,
        { Count: 0 } => NoLimits,
        _ when readings.Where(reading => reading is { Unknown: null, Reached: true }).MaxBy(reading => LimitLevels.RankOf(reading.Limit.Level)) is { } gravest => gravest.Limit.Level,
        _ when readings.All(reading => reading.Unknown is null) => Normal,
        _ when readings.All(reading => reading.Unknown is not null) => NotKnown,
        _ => PartlyKnown,
    };
}
