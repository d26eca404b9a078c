using Microsoft.Extensions.Diagnostics.HealthChecks;
using MiyagiSensing.Grpc.Health;
using ServingStatus = MiyagiSensing.Grpc.Health.HealthCheckResponse.Types.ServingStatus;

namespace MiyagiSensing.Api.Health;

/// <summary>Lets gRPC's health service tell what the host's health checks find, so that there is one truth about readiness.</summary>
internal sealed class HealthReportPublisher(HealthStatuses statuses) : IHealthCheckPublisher
{
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        var status = report.Status == HealthStatus.Unhealthy ? ServingStatus.NotServing : ServingStatus.Serving;
        statuses.Set(HealthStatuses.WholeServer, status);
        return Task.CompletedTask;
    }
}
