using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MiyagiSensing.Api.Problems;
using MiyagiSensing.Domain;
using MiyagiSensing.Projections.Fisheries;

namespace MiyagiSensing.Api.Fisheries;

/// <summary>
/// <c>/fisheries/districts?on=</c>, <c>/fisheries/districts/{id}?on=</c>, <c>…/initiatives?on=&amp;knownOn=</c>, <c>…/logs?from=&amp;to=&amp;knownOn=&amp;limit=</c> and <c>…/logs.csv</c>,
/// <c>/fisheries/species</c>, <c>/fisheries/species/{id}/limits?district=&amp;knownOn=</c>.
/// </summary>
internal static class FisheryEndpoints
{
    private const int DefaultLogs = 1_000;
    private const int MaxLogs = 10_000;
    private const int DefaultDays = 30;

    public static void MapFisheries(this IEndpointRouteBuilder api)
    {
        var fisheries = api.MapGroup("/fisheries");
        fisheries.MapGet("/districts", ListAsync);
        fisheries.MapGet("/districts/{id}", ReportAsync);
        fisheries.MapGet("/districts/{id}/initiatives", InitiativesAsync);
        fisheries.MapGet("/districts/{id}/logs", (string id, HttpRequest request, IFisheryQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            LogsAsync(id, request, queries, clock, logs => TypedResults.Ok(logs), cancellationToken));
        fisheries.MapGet("/districts/{id}/logs.csv", (string id, HttpRequest request, IFisheryQueries queries, TimeProvider clock, CancellationToken cancellationToken) =>
            LogsAsync(id, request, queries, clock, logs => TypedResults.Bytes(FishingLogCsv.Write(logs), "text/csv; charset=utf-8", $"fishing-logs-{id}.csv"), cancellationToken));
        fisheries.MapGet("/species", async (IFisheryQueries queries, CancellationToken cancellationToken) => TypedResults.Ok(await queries.SpeciesAsync(cancellationToken)))
            .AddEndpointFilter<NoParametersFilter>();
        fisheries.MapGet("/species/{id}/limits", LimitsAsync);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, IDistrictReports reports, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var on = KnownDay(query, clock);
        return !query.IsValid ? query.ToProblem() : TypedResults.Ok(await reports.ListAsync(on, cancellationToken));
    }

    private static async Task<IResult> ReportAsync(string id, HttpRequest request, IDistrictReports reports, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var on = KnownDay(query, clock);
        return !query.IsValid ? query.ToProblem()
            : await reports.FindAsync(id, on, cancellationToken) is { } report ? TypedResults.Ok(report)
            : NoDistrict(id);
    }

    private static async Task<IResult> InitiativesAsync(string id, HttpRequest request, IFisheryQueries queries, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var (on, knownOn) = (query.Day("on"), query.Day("knownOn"));
        return !query.IsValid ? query.ToProblem()
            : await ExistsAsync(id, queries, cancellationToken) ? TypedResults.Ok(await queries.InitiativesAsync(id, on ?? JapanDay.Of(clock.GetUtcNow()), knownOn, cancellationToken))
            : NoDistrict(id);
    }

    private static async Task<IResult> LogsAsync(
        string id, HttpRequest request, IFisheryQueries queries, TimeProvider clock, Func<IReadOnlyList<FishingLog>, IResult> answer, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var to = query.Day("to") ?? JapanDay.Of(clock.GetUtcNow());
        var from = query.Day("from") ?? to.AddDays(1 - DefaultDays);
        var (knownOn, limit) = (query.Day("knownOn"), query.Integer("limit", DefaultLogs, 1, MaxLogs));
        if (from > to)
        {
            query.Refuse("from", "Use a day that is not after 'to'; without 'to', today is taken.");
        }

        return !query.IsValid ? query.ToProblem()
            : await ExistsAsync(id, queries, cancellationToken) ? answer(await queries.LogsAsync(id, from, to, knownOn, limit, cancellationToken))
            : NoDistrict(id);
    }

    private static async Task<IResult> LimitsAsync(string id, HttpRequest request, IFisheryQueries queries, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var (district, knownOn) = (query.Identifier("district"), query.Day("knownOn"));
        return !query.IsValid ? query.ToProblem()
            : district is not null && !await ExistsAsync(district, queries, cancellationToken) ? NoDistrict(district)
            : await queries.LimitsAsync(id, district, knownOn, cancellationToken) is { } limits ? TypedResults.Ok(limits)
            : ApiProblems.NotFound($"There is no species '{id}'.");
    }

    /// <summary>The day of <c>on</c>, of which nothing is known while it lies in the future.</summary>
    private static DateOnly? KnownDay(QueryText query, TimeProvider clock)
    {
        var (on, today) = (query.Day("on"), JapanDay.Of(clock.GetUtcNow()));
        if (on > today)
        {
            query.Refuse("on", string.Create(CultureInfo.InvariantCulture, $"This day lies in the future; use one up to {today:yyyy-MM-dd}. What may come is the outlook of today's report."));
        }

        return on;
    }

    private static async Task<bool> ExistsAsync(string district, IFisheryQueries queries, CancellationToken cancellationToken) =>
        (await queries.DistrictsAsync(cancellationToken)).Any(known => known.Id == district);

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult NoDistrict(string id) => ApiProblems.NotFound($"There is no district '{id}'; /fisheries/districts lists them.");
}
