using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MiyagiSensing.Api.Problems;
using MiyagiSensing.Domain;
using MiyagiSensing.Projections.Rollups;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Api.Rollups;

/// <summary><c>/stations/{id}/rollups?metric=&amp;period=&amp;from=&amp;to=</c>: count, extremes, sum, mean and completeness of one metric at one station by hour, day, 旬, month or fiscal year.</summary>
internal static class RollupsEndpoint
{
    // Chosen: more than a year of hours, and an answer of some 3 MB.
    private const int MaxPeriods = 10_000;

    private static readonly Dictionary<string, (JapanPeriod Period, TimeSpan Length, TimeSpan DefaultRange)> Periods = new()
    {
        ["hour"] = (JapanPeriod.Hour, TimeSpan.FromHours(1), TimeSpan.FromDays(2)),
        ["day"] = (JapanPeriod.Day, TimeSpan.FromDays(1), TimeSpan.FromDays(31)),
        ["tenday"] = (JapanPeriod.TenDays, TimeSpan.FromDays(8), TimeSpan.FromDays(365)),
        ["month"] = (JapanPeriod.Month, TimeSpan.FromDays(28), TimeSpan.FromDays(365)),
        ["fiscalYear"] = (JapanPeriod.FiscalYear, TimeSpan.FromDays(365), TimeSpan.FromDays(5 * 365)),
    };

    public static void MapRollups(this IEndpointRouteBuilder api) => api.MapGet("/stations/{id}/rollups", ReadAsync);

    private static async Task<IResult> ReadAsync(
        string id, HttpRequest request, IStationQueries stations, IRollupQueries rollups, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var metric = query.Identifier("metric");
        if (metric is null)
        {
            query.Refuse("metric", "Name the metric to read, for example water_temp; /metrics lists them.");
        }

        var name = query.Word("period", Periods.Keys, "day");
        var period = Periods[name];
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

        if (!query.IsValid)
        {
            return query.ToProblem();
        }

        if (await stations.FindAsync(id, cancellationToken) is not { } station)
        {
            return ApiProblems.NotFound($"There is no station '{id}'.");
        }

        var definition = (await stations.MetricsAsync(station.Station.Domain, cancellationToken)).FirstOrDefault(known => known.Name == metric);
        return TypedResults.Ok(new StationRollups
        {
            Station = id,
            Metric = metric!,
            Unit = definition?.Unit,
            Period = name,
            Series = await rollups.ReadStationAsync(id, metric!, period.Period, from, to, cancellationToken),
        });
    }
}
