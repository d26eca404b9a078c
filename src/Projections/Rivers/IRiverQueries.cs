namespace MiyagiSensing.Projections.Rivers;

/// <summary>Reads river gauges. Levels count as corrections have them; limits are those that held at the time. What arrived within the last second may not be in yet.</summary>
public interface IRiverQueries
{
    /// <summary>All gauges in order of id, as they are or as they were at an instant by what is known now. <paramref name="at"/> null means the present.</summary>
    Task<IReadOnlyList<GaugeOverview>> ListAsync(DateTimeOffset? at, CancellationToken cancellationToken);

    /// <summary>One gauge; null when there is none of that id. Its pairs are shown with what history tells of their travel times.</summary>
    Task<GaugeDossier?> FindAsync(string station, DateTimeOffset? at, CancellationToken cancellationToken);

    /// <summary>The course of the level from <paramref name="from"/> (included) to <paramref name="to"/> (excluded) by sensor; null when there is no such gauge.</summary>
    Task<IReadOnlyList<Hydrograph>?> HydrographAsync(string station, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>All pairs of neighbouring gauges; where the upstream one has risen, with what history tells of the travel time.</summary>
    Task<IReadOnlyList<PairCondition>> PairsAsync(CancellationToken cancellationToken);

    /// <summary>The hours from that of <paramref name="from"/> on and before <paramref name="to"/> in which any gauge sent a level, oldest first.</summary>
    Task<IReadOnlyList<RiverHour>> HoursAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}
