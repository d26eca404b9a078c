using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>How a district stands on a day: species against their limits, what its buoys measured, and what may come.</summary>
public sealed record DistrictReport
{
    /// <summary>The district.</summary>
    public required DistrictDefinition District { get; init; }

    /// <summary>The last day in Japan that counts.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The instant it is told for, UTC: now, or the end of a past day.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its species.</summary>
    public required IReadOnlyList<SpeciesReport> Species { get; init; }

    /// <summary>Its buoys' series, by station, metric and depth.</summary>
    public required IReadOnlyList<SensorReport> Sensors { get; init; }

    /// <summary>Its initiatives, as of the day.</summary>
    public required IReadOnlyList<InitiativeOverview> Initiatives { get; init; }

    /// <summary>Entries of fishing logs for the 30 days up to the day.</summary>
    public required int LogsInThirtyDays { get; init; }
}
