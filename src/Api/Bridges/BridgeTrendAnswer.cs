using MiyagiSensing.Projections.Bridges;

namespace MiyagiSensing.Api.Bridges;

/// <summary>A bridge's trend, as it goes out.</summary>
internal sealed record BridgeTrendAnswer
{
    /// <summary>Bridge id.</summary>
    public required string Bridge { get; init; }

    /// <summary>The station whose sensors watch it.</summary>
    public required string Station { get; init; }

    /// <summary>True when the bridge is made up.</summary>
    public required bool Fictional { get; init; }

    /// <summary>What values are gathered by: day, hour or minute.</summary>
    public required string By { get; init; }

    /// <summary>Beginning, UTC, inclusive.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>End, UTC, exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Days of repairs in Japan, newest first, at which the trend begins anew.</summary>
    public required IReadOnlyList<DateOnly> Repairs { get; init; }

    /// <summary>The trend.</summary>
    public required BridgeTrend Trend { get; init; }
}
