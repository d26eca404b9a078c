namespace MiyagiSensing.Projections.Engine;

/// <summary>Reads how far the projections are.</summary>
public interface IProjectionStatusQueries
{
    /// <summary>All projections that run here, by name.</summary>
    IReadOnlyList<ProjectionStatus> List();
}
