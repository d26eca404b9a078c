using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Projections.RtkUsage;

/// <summary>What rovers did in one period, at one station or in one municipality or altogether.</summary>
public sealed record RtkUsageFigures
{
    /// <summary>What people call the period.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Where it begins, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where it ends, UTC, exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Station id or municipality code; null for all together, and for what belongs to none.</summary>
    public string? Group { get; init; }

    /// <summary>Distinct user ids with session time in it; sessions whose user nobody named are not among them.</summary>
    public required long Users { get; init; }

    /// <summary>Sessions with a part in it: one over midnight counts on both days, so days do not add up to a month.</summary>
    public required long Sessions { get; init; }

    /// <summary>Session time in it, hours, cut exactly at its bounds.</summary>
    public required double Hours { get; init; }

    /// <summary>Corrections that were reported as sent in it, bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Epochs (or updates of a caster) that state a quality.</summary>
    public required long Epochs { get; init; }

    /// <summary>Those of them with a fixed solution, GGA quality 4.</summary>
    public required long Fixed { get; init; }

    /// <summary><see cref="Fixed"/> by <see cref="Epochs"/>, 0 to 1; null without any.</summary>
    public double? FixedShare => Epochs == 0 ? null : (double)Fixed / Epochs;

    /// <summary>Mean age of corrections, s; null when none was stated.</summary>
    public required double? AgeMean { get; init; }

    /// <summary>Greatest age of corrections, s; null when none was stated.</summary>
    public required double? AgeMax { get; init; }

    /// <summary>How often the fixed solution was lost and came back.</summary>
    public required long DropOuts { get; init; }
}
