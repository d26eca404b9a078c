namespace MiyagiSensing.Dashboard.Operations;

/// <summary>What operators are shown beyond the read models; the host, which knows the other stages, answers. May be called by many requests at once.</summary>
public interface IOperatorView
{
    /// <summary>The last refusals and dead letters of devices, newest first; at most <paramref name="limit"/>, 1 to 1,000.</summary>
    /// <param name="limit">Most rows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<RefusalRow>> RefusalsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>What runs here and in which version: this program, .NET, the servers it stands on; in the order to show.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<ComponentVersion>> VersionsAsync(CancellationToken cancellationToken);
}
