using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MiyagiSensing.Api.Alerts;
using MiyagiSensing.Api.Bridges;
using MiyagiSensing.Api.Fisheries;
using MiyagiSensing.Api.History;
using MiyagiSensing.Api.Kpis;
using MiyagiSensing.Api.Ledger;
using MiyagiSensing.Api.Live;
using MiyagiSensing.Api.Problems;
using MiyagiSensing.Api.Rivers;
using MiyagiSensing.Api.Rollups;
using MiyagiSensing.Api.Rtk;
using MiyagiSensing.Api.Stations;
using MiyagiSensing.Grpc.Health;

namespace MiyagiSensing.Api;

/// <summary>All paths of the API.</summary>
public static class ApiEndpoints
{
    /// <summary>Root of the REST paths. Nothing under it ever answers with a page or a redirect.</summary>
    public const string Root = "/api/v1";

    /// <summary>
    /// Maps the REST paths under <see cref="Root"/>, for signed-in users only, and gRPC's health service, for everyone.
    /// </summary>
    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(Root)
            .RequireAuthorization()
            .WithMetadata(RefusedAsProblem.Marker)
            .AddEndpointFilter<UnavailableFilter>();
        api.MapStations();
        api.MapReadings();
        api.MapRollups();
        api.MapRivers();
        api.MapRtk();
        api.MapAlerts();
        api.MapFisheries();
        api.MapLedger();
        api.MapHistory();
        api.MapBridges();
        api.MapBridgeTrend();
        api.MapKpis();
        api.MapEvents();
        api.MapGet("/{**path}", (HttpContext http) => ApiProblems.NotFound($"There is no path {http.Request.Path} in this API."));
        endpoints.MapGrpcHealth(endpoints.ServiceProvider.GetRequiredService<HealthStatuses>());
    }
}
