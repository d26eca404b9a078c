namespace MiyagiSensing.Domain.Quality;

/// <summary>Limits of <see cref="FlatLine"/>.</summary>
public sealed record FlatLineLimits
{
    /// <summary>So many readings before equal to this one: suspect (REP_CNT_SUSPECT). At least 1; the manual's example is 3.</summary>
    public required int SuspectCount { get; init; }

    /// <summary>So many: fail (REP_CNT_FAIL), more than <see cref="SuspectCount"/>; the manual's example is 5. Null where standing still is no proof, as in a calm river.</summary>
    public int? FailCount { get; init; }

    /// <summary>Values less than this apart are equal (EPS), in the metric's unit, more than 0.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Where the figures come from.</summary>
    public required string Source { get; init; }
}
