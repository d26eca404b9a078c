using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using MiyagiSensing.Api.Problems;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Api.Stations;

/// <summary><c>/stations</c>, <c>/stations/{id}</c> and <c>/metrics</c>.</summary>
internal static class StationEndpoints
{
    public static void MapStations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/stations", ListAsync);
        api.MapGet("/stations/{id}", FindAsync).AddEndpointFilter<NoParametersFilter>();
        api.MapGet("/metrics", ListMetricsAsync);
    }

    private static async Task<Results<Ok<IReadOnlyList<StationOverview>>, ValidationProblem>> ListAsync(
        HttpRequest request, IStationQueries stations, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var domain = query.Identifier("domain");
        return query.IsValid ? TypedResults.Ok(await stations.ListAsync(domain, cancellationToken)) : query.ToProblem();
    }

    private static async Task<Results<Ok<StationOverview>, ProblemHttpResult>> FindAsync(
        string id, IStationQueries stations, CancellationToken cancellationToken) =>
        await stations.FindAsync(id, cancellationToken) is { } station
            ? TypedResults.Ok(station)
            : ApiProblems.NotFound($"There is no station '{id}'.");

    private static async Task<Results<Ok<IReadOnlyList<MetricDefinition>>, ValidationProblem>> ListMetricsAsync(
        HttpRequest request, IStationQueries stations, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var domain = query.Identifier("domain");
        return query.IsValid ? TypedResults.Ok(await stations.MetricsAsync(domain, cancellationToken)) : query.ToProblem();
    }
}
