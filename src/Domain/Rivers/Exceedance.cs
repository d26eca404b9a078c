using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Rivers;

/// <summary>A stretch of readings at or above one limit.</summary>
public sealed record Exceedance
{
    /// <summary>A later reading was below the limit.</summary>
    public const string FellBelow = "fell-below";

    /// <summary>The gauge fell silent above the limit: nobody saw the level come back.</summary>
    public const string FellSilent = "fell-silent";

    /// <summary>It goes on.</summary>
    public const string Open = "open";

    /// <summary>Name of the limit in the catalog.</summary>
    public required string Limit { get; init; }

    /// <summary>Its official term.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Measuring time of the first reading at or above it, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Measuring time of the last reading at or above it, UTC.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>Measuring time of the reading that was below again, UTC; null without one.</summary>
    public DateTimeOffset? Back { get; init; }

    /// <summary>How it ended: <see cref="FellBelow"/>, <see cref="FellSilent"/> or <see cref="Open"/>.</summary>
    public required string End { get; init; }

    /// <summary>The highest level, metres.</summary>
    public required double Peak { get; init; }

    /// <summary>When it was first measured, UTC.</summary>
    public required DateTimeOffset PeakAt { get; init; }

    /// <summary>Readings at or above the limit.</summary>
    public required int Readings { get; init; }
}
