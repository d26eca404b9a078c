namespace MiyagiSensing.Projections.Bridges;

/// <summary>The periods whose means (of frequencies: medians) a trend is made from.</summary>
public enum TrendPeriod
{
    /// <summary>Days in Japan.</summary>
    Day = 0,

    /// <summary>Hours.</summary>
    Hour = 1,

    /// <summary>Minutes, from history itself.</summary>
    Minute = 2,
}
