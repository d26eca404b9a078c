using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MiyagiSensing.Api.Problems;
using MiyagiSensing.Projections.Stations;
using MiyagiSensing.Projections.TimeSeries;

namespace MiyagiSensing.Api.Stations;

/// <summary><c>/stations/{id}/readings?metric=&amp;from=&amp;to=&amp;points=</c>: the history of one metric at one station.</summary>
internal static class ReadingsEndpoint
{
    private const int DefaultPoints = 500;

    // The bound of ITimeSeriesQueries.ReadAsync.
    private const int MaxPoints = 10_000;

    private static readonly TimeSpan DefaultRange = TimeSpan.FromHours(24);

    public static void MapReadings(this IEndpointRouteBuilder api) => api.MapGet("/stations/{id}/readings", ReadAsync);

    private static async Task<IResult> ReadAsync(
        string id, HttpRequest request, IStationQueries stations, ITimeSeriesQueries history, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var metric = query.Identifier("metric");
        var points = query.Integer("points", DefaultPoints, 1, MaxPoints);
        var (from, to) = Range(query, clock);
        if (metric is null)
        {
            query.Refuse("metric", "Name the metric to read, for example water_temp; /metrics lists them.");
        }

        if (!query.IsValid)
        {
            return query.ToProblem();
        }

        if (await stations.FindAsync(id, cancellationToken) is not { } station)
        {
            return ApiProblems.NotFound($"There is no station '{id}'.");
        }

        var domain = station.Station.Domain;
        var catalog = await stations.MetricsAsync(domain, cancellationToken);
        var definition = catalog.FirstOrDefault(known => known.Name == metric);
        if (definition is null && !station.Latest.Any(value => value.Metric == metric))
        {
            query.Refuse("metric", $"Use one that the station can have: {string.Join(", ", catalog.Select(known => known.Name))}.");
            return query.ToProblem();
        }

        var series = await history.ReadAsync(domain, id, metric!, from, to, points, cancellationToken);
        return TypedResults.Ok(new StationReadings { Station = id, Metric = metric!, Unit = definition?.Unit, Series = series });
    }

    private static (DateTimeOffset From, DateTimeOffset To) Range(QueryText query, TimeProvider clock)
    {
        var to = query.Instant("to") ?? clock.GetUtcNow();
        if (query.Instant("from") is not { } from)
        {
            return (to - DefaultRange, to);
        }

        if (from >= to)
        {
            query.Refuse("from", "Use an instant before 'to'; without 'to', the present is taken.");
        }

        return (from, to);
    }
}
