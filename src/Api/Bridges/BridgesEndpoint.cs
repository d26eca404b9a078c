using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MiyagiSensing.Api.Problems;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Projections.Bridges;

namespace MiyagiSensing.Api.Bridges;

/// <summary><c>/bridges</c>, <c>/bridges/due</c> and <c>/bridges/{id}</c>: the register of pipe bridges on any day, as it is known or was known.</summary>
internal static class BridgesEndpoint
{
    private static readonly string[] States = [InspectionDuty.Inspected, InspectionDuty.IsDue, InspectionDuty.Overdue];

    public static void MapBridges(this IEndpointRouteBuilder api)
    {
        api.MapGet("/bridges", ListAsync);
        api.MapGet("/bridges/due", DueAsync);
        api.MapGet("/bridges/{id}", FindAsync);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, IBridgeQueries bridges, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var (on, knownOn) = Days(query, clock);
        var state = query.Word("state", States);
        var kind = query.Word("class", BridgeClasses.Classes);
        var grade = query.Word("grade", InspectionWords.Grades);
        var municipality = query.Municipality("municipality");
        var format = query.Word("format", ["json", "csv"]);
        return !query.IsValid
            ? query.ToProblem()
            : Answer(
                format, on, knownOn, await bridges.ListAsync(on, knownOn, cancellationToken),
                bridge => (state is null || bridge.Duty.State == state) && (kind is null || bridge.Bridge.Class == kind) && (grade is null || bridge.WorstGrade == grade)
                    && (municipality is null || bridge.Bridge.Municipality == municipality));
    }

    private static async Task<IResult> DueAsync(HttpRequest request, IBridgeQueries bridges, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var (on, knownOn) = Days(query, clock);
        var by = query.Day("by") ?? InspectionCycle.Of(on).To;
        var format = query.Word("format", ["json", "csv"]);
        if (by < on)
        {
            query.Refuse("by", "Use a day that is not before 'on'; without it, the end of the inspection cycle is taken.");
        }

        return !query.IsValid
            ? query.ToProblem()
            : Answer(
                format, on, knownOn, [.. (await bridges.ListAsync(on, knownOn, cancellationToken)).OrderBy(bridge => bridge.Duty.Due).ThenBy(bridge => bridge.Bridge.Id, StringComparer.Ordinal)],
                bridge => bridge.Duty.State != InspectionDuty.Inspected && bridge.Duty.Due <= by);
    }

    private static async Task<IResult> FindAsync(string id, HttpRequest request, IBridgeQueries bridges, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var (on, knownOn) = Days(query, clock);
        return !query.IsValid
            ? query.ToProblem()
            : await bridges.FindAsync(id, on, knownOn, cancellationToken) is { } dossier
                ? TypedResults.Ok(dossier)
                : ApiProblems.NotFound($"There is no bridge '{id}'{(knownOn is null ? "" : " known by that day")}.");
    }

    private static IResult Answer(string? format, DateOnly on, DateOnly? knownOn, IReadOnlyList<BridgeOverview> all, Func<BridgeOverview, bool> isWanted)
    {
        var wanted = all.Where(isWanted).ToList();
        var cycle = InspectionCycle.Of(on);
        return format == "csv"
            ? TypedResults.File(BridgeCsv.Of(wanted), "text/csv; charset=utf-8", FormattableString.Invariant($"bridges-{on:yyyyMMdd}.csv"))
            : TypedResults.Ok(new BridgeList
            {
                On = on,
                KnownOn = knownOn,
                CycleFrom = cycle.From,
                CycleTo = cycle.To,
                Registered = all.Count,
                Inspected = all.Count(bridge => bridge.InspectionsInCycle > 0),
                Overdue = all.Count(bridge => bridge.Duty.State == InspectionDuty.Overdue),
                Bridges = wanted,
            });
    }

    private static (DateOnly On, DateOnly? KnownOn) Days(QueryText query, TimeProvider clock)
    {
        var today = JapanDay.Of(clock.GetUtcNow());
        var knownOn = query.Day("knownOn");
        if (knownOn > today)
        {
            query.Refuse("knownOn", "Use a day that is not in the future; 'on' works duties out for a day to come.");
        }

        return (query.Day("on") ?? today, knownOn);
    }
}
