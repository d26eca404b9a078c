using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using MiyagiSensing.Api.Problems;
using MiyagiSensing.Domain.Rivers;
using MiyagiSensing.Projections.Rivers;

namespace MiyagiSensing.Api.Rivers;

/// <summary><c>/rivers</c>, <c>/rivers/{id}</c>, <c>/rivers/{id}/hydrograph</c>, <c>/rivers/pairs</c> and <c>/rivers/hours</c>: gauges with rises, margins, states and neighbours.</summary>
internal static class RiverEndpoints
{
    // Chosen: more than a year of hours or of hourly levels.
    private static readonly TimeSpan LongestRange = TimeSpan.FromDays(400);

    private static readonly TimeSpan DefaultRange = TimeSpan.FromDays(2);

    public static void MapRivers(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rivers", ListAsync);
        api.MapGet("/rivers/pairs", async Task<Ok<IReadOnlyList<PairCondition>>> (IRiverQueries rivers, CancellationToken cancellationToken) => TypedResults.Ok(await rivers.PairsAsync(cancellationToken)))
            .AddEndpointFilter<NoParametersFilter>();
        api.MapGet("/rivers/hours", HoursAsync);
        api.MapGet("/rivers/{id}", FindAsync);
        api.MapGet("/rivers/{id}/hydrograph", HydrographAsync);
    }

    private static async Task<Results<Ok<IReadOnlyList<GaugeOverview>>, ValidationProblem>> ListAsync(HttpRequest request, IRiverQueries rivers, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var at = query.Instant("at");
        var state = query.Word("state", GaugeStates.All);
        return query.IsValid
            ? TypedResults.Ok<IReadOnlyList<GaugeOverview>>([.. (await rivers.ListAsync(at, cancellationToken)).Where(gauge => state is null || gauge.Condition.State == state)])
            : query.ToProblem();
    }

    private static async Task<IResult> FindAsync(string id, HttpRequest request, IRiverQueries rivers, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var at = query.Instant("at");
        return !query.IsValid ? query.ToProblem()
            : await rivers.FindAsync(id, at, cancellationToken) is { } gauge ? TypedResults.Ok(gauge)
            : ApiProblems.NotFound($"There is no river gauge '{id}'.");
    }

    private static async Task<IResult> HydrographAsync(string id, HttpRequest request, IRiverQueries rivers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var (from, to) = Range(query, clock);
        return !query.IsValid ? query.ToProblem()
            : await rivers.HydrographAsync(id, from, to, cancellationToken) is { } courses ? TypedResults.Ok(courses)
            : ApiProblems.NotFound($"There is no river gauge '{id}'.");
    }

    private static async Task<IResult> HoursAsync(HttpRequest request, IRiverQueries rivers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var (from, to) = Range(query, clock);
        return query.IsValid ? TypedResults.Ok(await rivers.HoursAsync(from, to, cancellationToken)) : query.ToProblem();
    }

    private static (DateTimeOffset From, DateTimeOffset To) Range(QueryText query, TimeProvider clock)
    {
        var to = query.Instant("to") ?? clock.GetUtcNow();
        var from = query.Instant("from") ?? to - DefaultRange;
        if (from >= to)
        {
            query.Refuse("from", "Use an instant before 'to'; without 'to', the present is taken.");
        }
        else if (to - from > LongestRange)
        {
            query.Refuse("from", $"Use a shorter range: an answer covers at most {LongestRange.TotalDays:0} days.");
        }

        return (from, to);
    }
}
