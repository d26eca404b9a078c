using Microsoft.Extensions.Hosting;

namespace MiyagiSensing.Projections.Engine;

/// <summary>Starts and stops all projections together.</summary>
internal sealed class ProjectionRunners(ProjectionRunner[] runners) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(runners.Select(runner => runner.StartAsync(cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(runners.Select(runner => runner.StopAsync(cancellationToken)));
}
