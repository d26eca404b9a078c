namespace MiyagiSensing.Projections.Live;

/// <summary>Changes of the read models as they happen, thinned to what a page can show.</summary>
public interface ILiveUpdates
{
    /// <summary>
    /// Yields updates, at most five a second, until cancelled. A reader that is too slow gets the newest values, not every one. The read models already show
    /// what an update tells.
    /// </summary>
    IAsyncEnumerable<LiveUpdate> SubscribeAsync(CancellationToken cancellationToken);
}
