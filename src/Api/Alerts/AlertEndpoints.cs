using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using MiyagiSensing.Api.Problems;
using MiyagiSensing.Projections.Alerts;

namespace MiyagiSensing.Api.Alerts;

/// <summary><c>/alerts</c> and <c>/alerts/{id}</c>.</summary>
internal static class AlertEndpoints
{
    private const int DefaultLimit = 100;

    // The bound of IAlertQueries.ListAsync.
    private const int MaxLimit = 1_000;

    public static void MapAlerts(this IEndpointRouteBuilder api)
    {
        api.MapGet("/alerts", ListAsync);
        api.MapGet("/alerts/{id}", FindAsync).AddEndpointFilter<NoParametersFilter>();
    }

    private static async Task<Results<Ok<IReadOnlyList<AlertEpisode>>, ValidationProblem>> ListAsync(
        HttpRequest request, IAlertQueries alerts, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var station = query.Identifier("station");
        var activeOnly = query.Flag("active");
        var limit = query.Integer("limit", DefaultLimit, 1, MaxLimit);
        return query.IsValid ? TypedResults.Ok(await alerts.ListAsync(station, activeOnly, limit, cancellationToken)) : query.ToProblem();
    }

    private static async Task<Results<Ok<AlertEpisode>, ProblemHttpResult>> FindAsync(
        string id, IAlertQueries alerts, CancellationToken cancellationToken) =>
        await alerts.FindAsync(id, cancellationToken) is { } episode
            ? TypedResults.Ok(episode)
            : ApiProblems.NotFound($"There is no alert '{id}'.");
}
