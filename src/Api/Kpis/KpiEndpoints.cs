using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using MiyagiSensing.Api.Problems;
using MiyagiSensing.Domain;
using MiyagiSensing.Projections.Kpis;

namespace MiyagiSensing.Api.Kpis;

/// <summary><c>/kpis</c>, <c>/kpis/{id}</c> and <c>/kpis/{id}/evidence</c>: the policy's KPIs by fiscal year as they were known at the end of any day in Japan, and what they rest on.</summary>
internal static class KpiEndpoints
{
    // Chosen: the present year and the three before it, as a report shows them.
    private const int DefaultYears = 4;

    private const int DefaultTake = 100;

    // Chosen: an answer of some 500 kB.
    private const int MaxTake = 1_000;

    // The evidence of any year in one file: 200 users with a session a day make a tenth of it.
    private const int MaxCsvRows = 1_000_000;

    private const string SessionStreams = "rtk-";

    private static readonly string[] SessionRoles = ["agriculture", "admin"];

    private const string CsvType = "text/csv; charset=utf-8";

    public static void MapKpis(this IEndpointRouteBuilder api)
    {
        api.MapGet("/kpis", ListAsync);
        api.MapGet("/kpis/{id}", FindAsync);
        api.MapGet("/kpis/{id}/evidence", EvidenceAsync);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, IKpiQueries kpis, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var (asOf, years, csv) = (AsOf(query, clock), query.FiscalYear("fiscalYear"), query.IsCsv("format"));
        if (!query.IsValid)
        {
            return query.ToProblem();
        }

        var found = await kpis.ListAsync(asOf, Years(years, asOf), cancellationToken);
        return csv ? TypedResults.Text(KpiCsv.Of(found), CsvType) : TypedResults.Ok(found);
    }

    private static async Task<IResult> FindAsync(string id, HttpRequest request, IKpiQueries kpis, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var (asOf, years) = (AsOf(query, clock), query.FiscalYear("fiscalYear"));
        if (!query.IsValid)
        {
            return query.ToProblem();
        }

        return await kpis.FindAsync(id, asOf, Years(years, asOf), cancellationToken) is { } found ? TypedResults.Ok(found) : NoSuchKpi(id);
    }

    private static async Task<IResult> EvidenceAsync(string id, HttpRequest request, IKpiQueries kpis, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var (asOf, csv) = (AsOf(query, clock), query.IsCsv("format"));
        var year = query.FiscalYear("fiscalYear") ?? FiscalYear.Of(asOf);
        var skip = query.Integer("skip", 0, 0, int.MaxValue);
        var take = query.Integer("take", DefaultTake, 1, MaxTake);
        if (!query.IsValid)
        {
            return query.ToProblem();
        }

        if (await kpis.EvidenceAsync(id, year, asOf, csv ? 0 : skip, csv ? MaxCsvRows : take, cancellationToken) is not { } page)
        {
            return NoSuchKpi(id);
        }

        // Single sessions tell who somebody is: the same roles as for /rtk/sessions.
        if (page.Items.Any(item => item.Event?.Stream.StartsWith(SessionStreams, StringComparison.Ordinal) == true) && !SessionRoles.Any(request.HttpContext.User.IsInRole))
        {
            return ApiProblems.Forbidden();
        }

        return csv ? TypedResults.Text(KpiCsv.Of(page), CsvType) : TypedResults.Ok(page);
    }

    private static DateOnly AsOf(QueryText query, TimeProvider clock)
    {
        var today = JapanDay.Of(clock.GetUtcNow());
        var day = query.Day("asOf") ?? today;
        if (day > today)
        {
            query.Refuse("asOf", "Use a day that is not to come; without it, today is taken.");
        }

        return day;
    }

    private static FiscalYear[] Years(FiscalYear? one, DateOnly asOf) =>
        one is { } year ? [year] : [.. Enumerable.Range(FiscalYear.Of(asOf).Year - DefaultYears + 1, DefaultYears).Select(number => new FiscalYear(number))];

    private static ProblemHttpResult NoSuchKpi(string id) => ApiProblems.NotFound($"There is no KPI '{id}'; /kpis lists them.");
}
