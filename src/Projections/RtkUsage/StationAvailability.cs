using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Projections.RtkUsage;

/// <summary>How much of what a base station was to report did arrive: the share of expected readings of <c>uptime</c>, which it sends every five minutes while it works.</summary>
public sealed record StationAvailability
{
    /// <summary>Station id.</summary>
    public required string Station { get; init; }

    /// <summary>What people call the period.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Where it begins, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where it ends, UTC, exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Readings to be expected, from the first one ever to the present.</summary>
    public required long Expected { get; init; }

    /// <summary>Readings that came; at most as many as expected.</summary>
    public required long Received { get; init; }

    /// <summary><see cref="Received"/> by <see cref="Expected"/>, 0 to 1; null when nothing is to be expected.</summary>
    public double? Share => Expected == 0 ? null : (double)Received / Expected;
}
