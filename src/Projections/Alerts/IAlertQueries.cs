namespace MiyagiSensing.Projections.Alerts;

/// <summary>Reads alert episodes.</summary>
public interface IAlertQueries
{
    /// <summary>Episodes, active ones first (gravest, then newest), then cleared ones, newest first. At most <paramref name="limit"/>, 1 to 1,000.</summary>
    /// <param name="station">Station id; null means all.</param>
    /// <param name="activeOnly">Leaves cleared ones out.</param>
    /// <param name="limit">Most rows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<AlertEpisode>> ListAsync(string? station, bool activeOnly, int limit, CancellationToken cancellationToken);

    /// <summary>One episode; null when there is none of that id.</summary>
    Task<AlertEpisode?> FindAsync(string id, CancellationToken cancellationToken);
}
