using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Quality;

/// <summary>All tests of one series together. Pure functions over a window of readings in order of time, so the order in which they arrived can't matter.</summary>
public static class QualityTests
{
    /// <summary>The flags of one reading by all tests that are configured, the density inversion excepted, which needs another sensor. Allocates nothing.</summary>
    /// <param name="window">Readings of one series, in order of <see cref="Sample.At"/>, each instant once; it holds what <see cref="Reach"/> says, or is the whole series.</param>
    /// <param name="index">Which one is judged.</param>
    /// <param name="limits">By what.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window has no such reading.</exception>
    public static QualityFlags Evaluate(ReadOnlySpan<Sample> window, int index, QualityLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, window.Length);
        var sample = window[index];
        var flags = sample.IsMissing ? QualityFlags.Missing : default;
        flags = limits.GrossRange is { } range ? flags.With(QualityTestKind.GrossRange, GrossRange.Test(sample, range)) : flags;
        flags = limits.Climatology is { } months ? flags.With(QualityTestKind.Climatology, Climatology.Test(sample, months)) : flags;
        flags = limits.Spike is { } spike ? flags.With(QualityTestKind.Spike, Spike.Test(window, index, spike)) : flags;
        flags = limits.RateOfChange is { } rate ? flags.With(QualityTestKind.RateOfChange, RateOfChange.Test(window, index, rate)) : flags;
        return limits.FlatLine is { } flat ? flags.With(QualityTestKind.FlatLine, FlatLine.Test(window, index, flat)) : flags;
    }

    /// <summary>What flags by these limits depend on.</summary>
    public static QualityReach Reach(QualityLimits limits) => new(
        Math.Max(limits.FlatLine is { } flat ? flat.FailCount ?? flat.SuspectCount : 0, limits.Spike is null && limits.RateOfChange is null ? 0 : 1),
        limits.RateOfChange?.Period ?? TimeSpan.Zero,
        limits.Spike is null ? 0 : 1);
}
