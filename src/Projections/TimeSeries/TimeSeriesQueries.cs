using System.Globalization;
using System.Text.Json;
using MiyagiSensing.Domain;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>Reads history in InfluxQL.</summary>
internal sealed class TimeSeriesQueries(InfluxConnection influx) : ITimeSeriesQueries
{
    public async Task<IReadOnlyList<SensorSeries>> ReadAsync(
        string domain, string station, string metric, DateTimeOffset from, DateTimeOffset to, int points, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(points is >= 1 and <= 10_000, true, nameof(points));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, to);
        foreach (var name in new[] { domain, station, metric })
        {
            // Ids hold nothing that InfluxQL could take for syntax.
            ArgumentOutOfRangeException.ThrowIfEqual(Identifier.IsValid(name), false, name);
        }

        var step = Math.Max((long)Math.Ceiling((to - from).TotalMilliseconds / points), 1);
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT mean("{metric}"), min("{metric}"), max("{metric}") FROM "{domain}"
            WHERE "station" = '{station}' AND time >= {from.ToUnixTimeMilliseconds()}ms AND time < {to.ToUnixTimeMilliseconds()}ms
            GROUP BY time({step}ms), "device", "sensor" fill(none)
            """);
        try
        {
            List<SensorSeries> series = [];
            await foreach (var row in InfluxRows.ReadAsync(await influx.QueryAsync(query, cancellationToken), cancellationToken))
            {
                var tags = row.GetProperty("tags");
                Append(series, tags.GetProperty("device").GetString()!, tags.GetProperty("sensor").GetString()!, row.GetProperty("values"));
            }

            return series;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or FormatException or InvalidOperationException)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    /// <summary>A chunked answer may cut a series in two; its parts are joined.</summary>
    private static void Append(List<SensorSeries> series, string device, string sensor, JsonElement values)
    {
        var points = values.EnumerateArray().Select(value => new SeriesPoint(
            DateTimeOffset.FromUnixTimeMilliseconds(value[0].GetInt64()), value[1].GetDouble(), value[2].GetDouble(), value[3].GetDouble()));
        if (series.LastOrDefault() is { } last && last.Device == device && last.Sensor == sensor)
        {
            series[^1] = last with { Points = [.. last.Points, .. points] };
        }
        else
        {
            series.Add(new SensorSeries(device, sensor, [.. points]));
        }
    }
}
