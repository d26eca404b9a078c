using System.Globalization;
using System.Text.Json;
using MiyagiSensing.Domain;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>Reads history in InfluxQL. Each query has a connection of its own, so that one that hangs holds up no other.</summary>
internal sealed class TimeSeriesQueries(InfluxConnection influx, TimeProvider clock) : ITimeSeriesQueries
{
    /// <summary>How long a query may take, its rows included. Chosen: what somebody waits before a page; the rest of the page does not depend on it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

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
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await ReadAsync(query, limit.Token);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeSeriesUnavailableException($"InfluxDB did not answer the query within {Patience.TotalSeconds:F0} s.", exception);
        }
        catch (InfluxException exception) when (exception.Failure == InfluxFailure.Unreachable)
        {
            throw new TimeSeriesUnavailableException("InfluxDB can't be reached.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or FormatException or InvalidOperationException)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    private async Task<IReadOnlyList<SensorSeries>> ReadAsync(string query, CancellationToken cancellationToken)
    {
        List<SensorSeries> series = [];
        await using var answer = await influx.QueryAsync(query, cancellationToken);
        await foreach (var row in InfluxRows.ReadAsync(answer, cancellationToken))
        {
            if (!row.TryGetProperty("tags", out var tags) || !row.TryGetProperty("values", out var values))
            {
                throw new TimeSeriesUnavailableException(
                    "The server takes points but does not answer InfluxQL (victoria-metrics, for one, does not): it can't show history here. Newest values and alerts do not need it.");
            }

            Append(series, tags.GetProperty("device").GetString()!, tags.GetProperty("sensor").GetString()!, values);
        }

        return series;
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
