namespace MiyagiSensing.Projections.Stations;

/// <summary>Reads how stations' own limits have changed.</summary>
public interface IThresholdQueries
{
    /// <summary>All changes recorded of a station, in the order in which they were recorded; empty when there are none, or no such station.</summary>
    Task<IReadOnlyList<ThresholdChange>> ListAsync(string station, CancellationToken cancellationToken);
}
