namespace MiyagiSensing.Dashboard.Operations;

/// <summary>Stands in where the host has no view of its own: no rows.</summary>
internal sealed class EmptyOperatorView : IOperatorView
{
    public Task<IReadOnlyList<RefusalRow>> RefusalsAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RefusalRow>>([]);

    public Task<IReadOnlyList<ComponentVersion>> VersionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ComponentVersion>>([]);
}
