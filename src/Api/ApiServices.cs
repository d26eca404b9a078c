using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MiyagiSensing.Api.Health;
using MiyagiSensing.Api.Live;
using MiyagiSensing.Api.Problems;
using MiyagiSensing.Grpc.Health;

namespace MiyagiSensing.Api;

/// <summary>What the API needs in the container.</summary>
public static class ApiServices
{
    // Chosen: a balancer learns of trouble about as fast as it would by asking.
    private static readonly TimeSpan HealthPeriod = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Adds the API. The query interfaces of Projections, a <see cref="TimeProvider"/>, authentication and authorization are the caller's to add, and so are the
    /// health checks that gRPC's health service reports.
    /// </summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddTransient<EventStream>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalHandler>();
        services.AddSingleton<HealthStatuses>();
        services.AddSingleton<IHealthCheckPublisher, HealthReportPublisher>();
        services.AddHealthChecks();
        services.Configure<HealthCheckPublisherOptions>(options =>
        {
            options.Delay = TimeSpan.Zero;
            options.Period = HealthPeriod;
        });
        return services;
    }
}
