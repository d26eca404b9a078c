using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MiyagiSensing.Api.Problems;
using MiyagiSensing.Domain;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Api.History;

/// <summary>
/// <c>/history/{device}/{sensor}/{metric}?from=&amp;to=&amp;asKnownOn=&amp;limit=</c>: every reading of a series, raw and as it counts, at present or as it was known on an instant.
/// </summary>
internal static class HistoryEndpoint
{
    private const int DefaultLimit = 1_000;
    private const int MaxLimit = 10_000;

    private static readonly TimeSpan DefaultRange = TimeSpan.FromHours(24);

    public static void MapHistory(this IEndpointRouteBuilder api) => api.MapGet("/history/{device}/{sensor}/{metric}", ReadAsync);

    private static async Task<IResult> ReadAsync(
        string device, string sensor, string metric, HttpRequest request, ICorrectedHistoryQueries history, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var to = query.Instant("to") ?? clock.GetUtcNow();
        var from = query.Instant("from") ?? to - DefaultRange;
        var asKnownOn = query.Instant("asKnownOn");
        var limit = query.Integer("limit", DefaultLimit, 1, MaxLimit);
        if (from >= to)
        {
            query.Refuse("from", "Use an instant before 'to'; without 'to', the present is taken.");
        }

        if (!query.IsValid)
        {
            return query.ToProblem();
        }

        if (!Identifier.IsValid(device) || !Identifier.IsValid(sensor) || !Identifier.IsValid(metric))
        {
            return ApiProblems.NotFound("There is no such series; the path is /history/DEVICE/SENSOR/METRIC.");
        }

        List<SeriesReading> readings = [];
        DateTimeOffset? next = null;
        await foreach (var reading in history.ReadAsync(new SeriesId(device, sensor, metric), from, to, asKnownOn, cancellationToken))
        {
            // Only between two instants may an answer end, so that the next one begins where it stopped.
            if (readings.Count >= limit && reading.Raw.MeasuredAt != readings[^1].MeasuredAt)
            {
                next = reading.Raw.MeasuredAt;
                break;
            }

            readings.Add(new SeriesReading(
                reading.Raw.MeasuredAt, reading.Raw.ReceivedAt, Number(reading.Raw.Value), Number(reading.Value), reading.Corrections));
        }

        return TypedResults.Ok(new SeriesReadings
        {
            Device = device,
            Sensor = sensor,
            Metric = metric,
            AsKnownOn = asKnownOn,
            Readings = readings,
            Next = next,
        });
    }

    private static double? Number(double value) => double.IsNaN(value) ? null : value;
}
