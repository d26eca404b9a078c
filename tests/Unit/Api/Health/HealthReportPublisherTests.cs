using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MiyagiSensing.Grpc.Health;
using Xunit;
using ServingStatus = MiyagiSensing.Grpc.Health.HealthCheckResponse.Types.ServingStatus;

namespace MiyagiSensing.Unit.Api.Health;

public sealed class HealthReportPublisherTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(HealthStatus.Healthy, ServingStatus.Serving)]
    [InlineData(HealthStatus.Degraded, ServingStatus.Serving)]
    [InlineData(HealthStatus.Unhealthy, ServingStatus.NotServing)]
    public async Task The_health_service_tells_what_the_health_checks_find(HealthStatus found, ServingStatus expected)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ApiServer();
        await server.StartAsync(services => services.AddHealthChecks().AddCheck("store", () =>
        {
            asked.TrySetResult();
            return new HealthCheckResult(found);
        }));
        await asked.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        await foreach (var answer in server.Grpc.StreamAsync(HealthMethods.Watch, new HealthCheckRequest(), Patience, TestContext.Current.CancellationToken))
        {
            if (answer.Status == expected)
            {
                return;
            }
        }
    }
}
