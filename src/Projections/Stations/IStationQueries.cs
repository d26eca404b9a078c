using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Projections.Stations;

/// <summary>Reads the stations and their present state.</summary>
public interface IStationQueries
{
    /// <summary>All stations, ordered by severity (gravest first), domain, id. <paramref name="domain"/> null means all.</summary>
    Task<IReadOnlyList<StationOverview>> ListAsync(string? domain, CancellationToken cancellationToken);

    /// <summary>One station; null when there is none of that id.</summary>
    Task<StationOverview?> FindAsync(string station, CancellationToken cancellationToken);

    /// <summary>The metrics of a domain, or of all domains when null; the most telling first, as the catalog lists them.</summary>
    Task<IReadOnlyList<MetricDefinition>> MetricsAsync(string? domain, CancellationToken cancellationToken);
}
