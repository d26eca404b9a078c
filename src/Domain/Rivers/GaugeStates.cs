namespace MiyagiSensing.Domain.Rivers;

/// <summary>What can be said of a gauge, by what it sent and when.</summary>
public static class GaugeStates
{
    /// <summary>Its newest reading is fresh.</summary>
    public const string Reporting = "reporting";

    /// <summary>A gauge that sends only above its reporting level was below it when it last sent, and being silent since is how it works.</summary>
    public const string BelowStart = "below-start";

    /// <summary>Such a gauge was at or above its reporting level when it last sent, and is silent: it ought to send if the water were still that high, but nothing says that it fell.</summary>
    public const string SilentAboveStart = "silent-above-start";

    /// <summary>A gauge that ought to send all the time does not.</summary>
    public const string Silent = "silent";

    /// <summary>It has never sent anything.</summary>
    public const string NeverReported = "never-reported";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Reporting, BelowStart, SilentAboveStart, Silent, NeverReported];
}
