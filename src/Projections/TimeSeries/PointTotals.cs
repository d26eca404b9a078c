using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>What the values of a series come to, day by day (UTC): as they should be, and as they are.</summary>
internal sealed class PointTotals(ISeriesHistoryQueries history, [FromKeyedServices("queries")] InfluxConnection influx, TimeProvider clock)
{
    /// <summary>How long one query may take. Chosen: as long as a page's.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>By history and the corrections that the writer knows; days without readings are left out.</summary>
    public async Task<Dictionary<DateOnly, DayTotals>> ExpectedAsync(WriterKnowledge knowledge, SeriesMonth month, CancellationToken cancellationToken)
    {
        Dictionary<DateOnly, DayTotals> days = [];
        (long Instant, double Value, long Position) last = (0, double.NaN, 0);
        await foreach (var raw in history.ReadAsync(month.Series, month.From, month.To, cancellationToken))
        {
            var instant = raw.MeasuredAt.ToUnixTimeMilliseconds();
            if (instant != last.Instant)
            {
                Take();
                last = (instant, double.NaN, 0);
            }

            // Of two values of one instant, which only readings without a clock of their own can have, InfluxDB keeps the one that was written last; a missing one is not written.
            var value = knowledge.Corrections.Corrected(month.Series.Device, month.Series.Sensor, month.Series.Metric, raw.MeasuredAt, raw.Value).Value;
            last = (instant, double.IsNaN(value) ? last.Value : value, Math.Max(last.Position, raw.Position));
        }

        Take();
        return days;

        void Take()
        {
            if (last.Position > 0)
            {
                var day = HistoryDay.Of(last.Instant);
                days[day] = (days.GetValueOrDefault(day) ?? new DayTotals()).With(last.Value, last.Position);
            }
        }
    }

    /// <summary>By InfluxDB.</summary>
    /// <exception cref="NotSupportedException">The server does not answer InfluxQL.</exception>
    /// <exception cref="HttpRequestException">It can't be reached or refuses.</exception>
    public async Task<Dictionary<DateOnly, DayTotals>> ActualAsync(ReferenceFacts facts, SeriesMonth month, CancellationToken cancellationToken)
    {
        var series = month.Series;
        var domain = facts.DomainOf(series.Device) ?? facts.StationOf(series.Device, month.From)?.Domain ?? "unknown";
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT count("{series.Metric}"), min("{series.Metric}"), max("{series.Metric}"), sum("{series.Metric}") FROM "{domain}" WHERE "device" = '{series.Device}' AND "sensor" = '{series.Sensor}'
            AND time >= {month.From.ToUnixTimeMilliseconds()}ms AND time < {month.To.ToUnixTimeMilliseconds()}ms GROUP BY time(1d) fill(none)
            """);
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        Dictionary<DateOnly, DayTotals> days = [];
        await using var answer = await influx.QueryAsync(query.ReplaceLineEndings(" "), limit.Token);
        await foreach (var row in InfluxRows.ReadAsync(answer, limit.Token))
        {
            if (!row.TryGetProperty("columns", out var columns) || columns.GetArrayLength() != 5)
            {
                throw new NotSupportedException("the server of the time series does not answer InfluxQL");
            }

            foreach (var values in row.GetProperty("values").EnumerateArray())
            {
                days[HistoryDay.Of(values[0].GetInt64())] = new DayTotals
                {
                    Count = values[1].GetInt64(),
                    Least = Number(values[2]),
                    Greatest = Number(values[3]),
                    Sum = Number(values[4]),
                };
            }
        }

        return days;

        // JSON has no infinity.
        static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.PositiveInfinity;
    }
}
