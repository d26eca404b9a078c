using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using MiyagiSensing.Api.Problems;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Rtk;
using MiyagiSensing.Projections.RtkUsage;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Api.Rtk;

/// <summary>
/// <c>/rtk/usage</c>, <c>/rtk/sessions</c>, <c>/rtk/availability</c>, <c>/rtk/ids</c> and <c>/rtk/coverage</c> (GeoJSON); the first three also as CSV by <c>format=csv</c>. Single sessions are for those who look after the base
/// stations only: a pseudonym's year of places may tell who it is.
/// </summary>
internal static class RtkEndpoints
{
    private const string Domain = "rtk";

    // Chosen: as many as a year of hours, and an answer of some 3 MB.
    private const int MaxPeriods = 10_000;
    private const int MaxSessions = 10_000;
    private const int DefaultSessions = 100;

    private static readonly Dictionary<string, (JapanPeriod Period, TimeSpan Length, TimeSpan DefaultRange)> Periods = new()
    {
        ["hour"] = (JapanPeriod.Hour, TimeSpan.FromHours(1), TimeSpan.FromDays(2)),
        ["day"] = (JapanPeriod.Day, TimeSpan.FromDays(1), TimeSpan.FromDays(31)),
        ["tenday"] = (JapanPeriod.TenDays, TimeSpan.FromDays(8), TimeSpan.FromDays(365)),
        ["month"] = (JapanPeriod.Month, TimeSpan.FromDays(28), TimeSpan.FromDays(365)),
        ["fiscalYear"] = (JapanPeriod.FiscalYear, TimeSpan.FromDays(365), TimeSpan.FromDays(5 * 365)),
    };

    private static readonly Dictionary<string, RtkUsageGrouping> Groupings = new()
    {
        ["none"] = RtkUsageGrouping.None,
        ["station"] = RtkUsageGrouping.Station,
        ["municipality"] = RtkUsageGrouping.Municipality,
    };

    public static void MapRtk(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rtk/usage", UsageAsync);
        api.MapGet("/rtk/sessions", SessionsAsync).RequireAuthorization(new AuthorizeAttribute { Roles = "agriculture,admin" });
        api.MapGet("/rtk/availability", AvailabilityAsync);
        api.MapGet("/rtk/ids", IdsAsync);
        api.MapGet("/rtk/coverage", CoverageAsync).AddEndpointFilter<NoParametersFilter>();
    }

    private static async Task<IResult> UsageAsync(
        HttpRequest request, IRtkUsageQueries usage, IStationQueries stations, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var (period, from, to) = ReadPeriod(query, clock);
        var grouping = Groupings[query.Word("by", Groupings.Keys, "none")];
        var (station, municipality, csv) = (query.Identifier("station"), query.Identifier("municipality"), query.IsCsv("format"));
        if (!query.IsValid)
        {
            return query.ToProblem();
        }

        if (await IsUnknownAsync(station, stations, cancellationToken))
        {
            return NoStation(station);
        }

        var figures = await usage.UsageAsync(period, from, to, grouping, station, municipality, cancellationToken);
        return csv ? Csv(RtkCsv.Of(figures, period)) : TypedResults.Ok(figures);
    }

    private static async Task<IResult> SessionsAsync(
        HttpRequest request, IRtkUsageQueries usage, IStationQueries stations, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var to = query.Instant("to") ?? clock.GetUtcNow();
        var from = query.Instant("from") ?? to.AddDays(-31);
        var (station, user, csv) = (query.Identifier("station"), query.RtkUser("user"), query.IsCsv("format"));
        var limit = query.Integer("limit", DefaultSessions, 1, MaxSessions);
        if (from >= to)
        {
            query.Refuse("from", "Use an instant before 'to'; without 'to', the present is taken.");
        }

        if (!query.IsValid)
        {
            return query.ToProblem();
        }

        if (await IsUnknownAsync(station, stations, cancellationToken))
        {
            return NoStation(station);
        }

        var sessions = await usage.SessionsAsync(from, to, station, user, limit, cancellationToken);
        return csv ? Csv(RtkCsv.Of(sessions)) : TypedResults.Ok(sessions);
    }

    private static async Task<IResult> AvailabilityAsync(
        HttpRequest request, IRtkUsageQueries usage, IStationQueries stations, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var (period, from, to) = ReadPeriod(query, clock);
        var (station, csv) = (query.Identifier("station"), query.IsCsv("format"));
        if (!query.IsValid)
        {
            return query.ToProblem();
        }

        if (await IsUnknownAsync(station, stations, cancellationToken))
        {
            return NoStation(station);
        }

        IEnumerable<string> asked = station is not null ? [station] : (await stations.ListAsync(Domain, cancellationToken)).Select(known => known.Station.Id).Order(StringComparer.Ordinal);
        var availability = await usage.AvailabilityAsync(asked, period, from, to, cancellationToken);
        return csv ? Csv(RtkCsv.Of(availability, period)) : TypedResults.Ok(availability);
    }

    private static async Task<IResult> IdsAsync(HttpRequest request, IRtkUsageQueries usage, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var (day, knownOn) = (query.Day("on"), query.Day("knownOn"));
        return query.IsValid ? TypedResults.Ok(await usage.IdsAsync(day ?? JapanDay.Of(clock.GetUtcNow()), knownOn, cancellationToken)) : query.ToProblem();
    }

    private static async Task<IResult> CoverageAsync(IStationQueries stations, CancellationToken cancellationToken)
    {
        var served = (await stations.ListAsync(Domain, cancellationToken)).Select(known => known.Station).Where(station => station.CoverageKilometres > 0).OrderBy(station => station.Id, StringComparer.Ordinal);
        return TypedResults.Json(
            new CoverageMap
            {
                Features =
                [
                    .. served.Select(station => new CoverageFeature
                    {
                        Id = station.Id,
                        Geometry = new CoverageGeometry { Coordinates = [CoverageCircle.Of(station.Latitude, station.Longitude, station.CoverageKilometres!.Value)] },
                        Properties = new CoverageProperties
                        {
                            Station = station.Id, Name = station.Name, Latitude = station.Latitude, Longitude = station.Longitude, RadiusKilometres = station.CoverageKilometres!.Value, Fictional = station.Fictional,
                        },
                    }),
                ],
            },
            contentType: "application/geo+json");
    }

    private static async Task<bool> IsUnknownAsync(string? station, IStationQueries stations, CancellationToken cancellationToken) =>
        station is not null && (await stations.FindAsync(station, cancellationToken))?.Station.Domain != Domain;

    private static ProblemHttpResult NoStation(string? station) => ApiProblems.NotFound($"There is no RTK base station '{station}'; /stations?domain={Domain} lists them.");

    private static (JapanPeriod Period, DateTimeOffset From, DateTimeOffset To) ReadPeriod(QueryText query, TimeProvider clock)
    {
        var period = Periods[query.Word("period", Periods.Keys, "day")];
        var to = query.Instant("to") ?? clock.GetUtcNow();
        var from = query.Instant("from") ?? to - period.DefaultRange;
        if (from >= to)
        {
            query.Refuse("from", "Use an instant before 'to'; without 'to', the present is taken.");
        }
        else if ((to - from) / period.Length > MaxPeriods)
        {
            query.Refuse("from", $"Use a shorter range: an answer has at most {MaxPeriods} periods.");
        }

        return (period.Period, from, to);
    }

    private static ContentHttpResult Csv(string text) => TypedResults.Text(text, "text/csv", Encoding.UTF8);
}
