using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using MiyagiSensing.Grpc.Server;

namespace MiyagiSensing.Grpc.Health;

/// <summary>Serves <c>grpc.health.v1.Health</c>. Source: gRPC <c>doc/health-checking.md</c>.</summary>
public static class HealthEndpoints
{
    /// <summary>
    /// Maps <c>Check</c> and <c>Watch</c>, open to everyone as balancers expect; neither tells more than the status.
    /// </summary>
    public static void MapGrpcHealth(this IEndpointRouteBuilder endpoints, HealthStatuses statuses)
    {
        endpoints.MapGrpc(HealthMethods.Check, (request, _) => Task.FromResult(Check(statuses, request))).AllowAnonymous();
        endpoints.MapGrpc(HealthMethods.Watch, (request, context) => WatchAsync(statuses, request, context.CancellationToken)).AllowAnonymous();
    }

    private static HealthCheckResponse Check(HealthStatuses statuses, HealthCheckRequest request) =>
        statuses.Find(request.Service) is { } status
            ? new HealthCheckResponse { Status = status }
            : throw new GrpcException(GrpcStatusCode.NotFound, "There is no service of that name.");

    private static async IAsyncEnumerable<HealthCheckResponse> WatchAsync(
        HealthStatuses statuses, HealthCheckRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var status in statuses.WatchAsync(request.Service, cancellationToken))
        {
            yield return new HealthCheckResponse { Status = status };
        }
    }
}
