using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Projections.Stations;

/// <summary>A station as lists and maps show it: what it is, its newest values, and whether it is in alarm.</summary>
public sealed record StationOverview
{
    /// <summary>The station as defined.</summary>
    public required StationDefinition Station { get; init; }

    /// <summary>Municipality's name; the code itself when the catalog does not know it.</summary>
    public required LocalText Municipality { get; init; }

    /// <summary>Newest value of each series at the station, ordered by sensor (1m, 5m, 10m) and, within it, as the catalog lists the metrics; empty when nothing has arrived yet.</summary>
    public required IReadOnlyList<LatestValue> Latest { get; init; }

    /// <summary>Devices mounted there now.</summary>
    public required IReadOnlyList<StationDevice> Devices { get; init; }

    /// <summary>Severity of the gravest alert now active, 1 to 5; 0 when there is none.</summary>
    public required int Severity { get; init; }
}
