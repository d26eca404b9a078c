using System.Data;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using MiyagiSensing.Projections.SeriesHistory;
using Npgsql;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>
/// Holds the points in InfluxDB against history: of each series and UTC day the number of values, the smallest, the greatest and the sum, a series and month at a time. A server that does not answer InfluxQL
/// is not audited.
/// </summary>
internal sealed class PointAudit(ProjectionDatabase database, PointTotals totals, TimeProvider clock, ILogger<PointAudit> logger) : IOutsideAudit
{

    /// <summary>Held by the one that audits.</summary>
    private const long AdvisoryLock = 727076;

    /// <summary>Series and months that one query finds.</summary>
    private const int PageKeys = 200;

    /// <summary>Differences looked at a second time. Chosen: enough for what comes from readings on their way; of a wiped server there are always more.</summary>
    private const int MaxLookedAtAgain = 20;

    private const string NextKeys =
        """
        select distinct device, sensor, metric, date_trunc('month', day)::date as month from series_history
            where $1::varchar is null or (device, sensor, metric, day) >= ($1, $2::varchar, $3::varchar, $4::date) order by 1, 2, 3, 4 limit $5
        """;

    /// <summary>Wait before a difference is looked at again. Chosen: longer than the writer takes from a point to its checkpoint.</summary>
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(2);

    public string Id => TimeSeriesProjector.ProjectionName + ": values in InfluxDB by series and day (UTC)";

    public async Task AuditAsync(TimeSpan budget, CancellationToken cancellationToken)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await using (var hold = new NpgsqlCommand($"select pg_try_advisory_lock({AdvisoryLock})", connection))
        {
            if (!(bool)(await hold.ExecuteScalarAsync(cancellationToken))!)
            {
                return;
            }
        }

        try
        {
            await AuditAsync(connection, budget, cancellationToken);
        }
        finally
        {
            // The pool would keep the lock together with the connection. A connection that was lost has lost it too.
            if (connection.State == ConnectionState.Open)
            {
                await using var release = new NpgsqlCommand($"select pg_advisory_unlock({AdvisoryLock})", connection);
                await release.ExecuteScalarAsync(CancellationToken.None);
            }
        }
    }

    private async Task AuditAsync(NpgsqlConnection connection, TimeSpan budget, CancellationToken cancellationToken)
    {
        var (cursor, pass) = await AuditTables.ProgressAsync(connection, Id, cancellationToken);
        var began = clock.GetTimestamp();
        var isFinished = false;
        List<(SeriesMonth Month, DateOnly Day)> suspects = [];
        try
        {
            var knowledge = await WriterKnowledge.ReadAsync(connection, cancellationToken);
            do
            {
                var months = await MonthsAsync(connection, cursor, cancellationToken);
                isFinished = months.Count < PageKeys;
                foreach (var month in months)
                {
                    var compared = await CompareAsync(knowledge, month, cancellationToken);
                    pass = pass with { Journal = pass.Journal + compared.Sum(day => day.Expected.Count), Rows = pass.Rows + compared.Sum(day => day.Actual.Count) };
                    suspects.AddRange(compared.Where(day => !day.IsRight).Select(day => (month, day.Day)));
                    cursor = month.Cursor;
                    if (clock.GetElapsedTime(began) >= budget)
                    {
                        isFinished &= month == months[^1];
                        break;
                    }
                }
            }
            while (!isFinished && clock.GetElapsedTime(began) < budget);

            pass = await LookAgainAsync(connection, suspects, pass, cancellationToken);
            await AuditTables.SaveAsync(connection, Id, TimeSeriesProjector.ProjectionName, knowledge.Position, cursor, pass, isFinished, cancellationToken);
        }
        catch (NotSupportedException)
        {
            // Another kind of server stays without a finding; what stands of an earlier one is no longer true.
            await AuditTables.ForgetAsync(connection, Id, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // What the writer meets too, it says itself.
            ProjectionsLog.AuditInterrupted(logger, exception.Message);
        }
    }

    private async Task<AuditPass> LookAgainAsync(
        NpgsqlConnection connection, List<(SeriesMonth Month, DateOnly Day)> suspects, AuditPass pass, CancellationToken cancellationToken)
    {
        if (suspects.Count == 0)
        {
            return pass;
        }

        await Task.Delay(SecondLook, clock, cancellationToken);
        var knowledge = await WriterKnowledge.ReadAsync(connection, cancellationToken);
        foreach (var month in suspects.Take(MaxLookedAtAgain).GroupBy(suspect => suspect.Month, suspect => suspect.Day))
        {
            var compared = await CompareAsync(knowledge, month.Key, cancellationToken);
            foreach (var day in compared.Where(day => !day.IsRight && month.Contains(day.Day)))
            {
                pass = pass with { Differing = pass.Differing + 1, First = pass.First ?? Difference(month.Key.Series, day) };
            }
        }

        return pass with { Differing = pass.Differing + Math.Max(suspects.Count - MaxLookedAtAgain, 0) };
    }

    private static async Task<List<SeriesMonth>> MonthsAsync(NpgsqlConnection connection, string[]? cursor, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(NextKeys, connection);
        for (var i = 0; i < 4; i++)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)cursor?[i] ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        }

        command.Parameters.Add(new NpgsqlParameter { Value = PageKeys });
        List<SeriesMonth> months = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            months.Add(new SeriesMonth(new SeriesId(reader.GetString(0), reader.GetString(1), reader.GetString(2)), reader.GetFieldValue<DateOnly>(3)));
        }

        return months;
    }

    /// <summary>The days of a series and month. What changes while it is looked at, or is not yet behind the writer, counts as right.</summary>
    private async Task<List<ComparedDay>> CompareAsync(WriterKnowledge knowledge, SeriesMonth month, CancellationToken cancellationToken)
    {
        var expected = await totals.ExpectedAsync(knowledge, month, cancellationToken);
        var actual = await totals.ActualAsync(knowledge.Facts, month, cancellationToken);
        var days = expected.Keys.Union(actual.Keys).Order()
            .Select(day => new ComparedDay(day, expected.GetValueOrDefault(day) ?? new DayTotals(), actual.GetValueOrDefault(day) ?? new DayTotals())).ToList();
        if (days.TrueForAll(day => day.IsRight))
        {
            return days;
        }

        var after = await totals.ExpectedAsync(knowledge, month, cancellationToken);
        return days.ConvertAll(day => day.IsRight || (day.Expected.Newest <= knowledge.Position && (after.GetValueOrDefault(day.Day) ?? new DayTotals()) == day.Expected)
            ? day
            : day with { Actual = day.Expected });
    }

    private static string Difference(SeriesId series, ComparedDay day) => string.Create(
        CultureInfo.InvariantCulture,
        $"{series.Device} {series.Sensor} {series.Metric} {day.Day:yyyy-MM-dd}: history has {day.Expected}, InfluxDB has {day.Actual}; bring it back by: ./miyagi timeseries rebuild");

    private sealed record ComparedDay(DateOnly Day, DayTotals Expected, DayTotals Actual)
    {
        public bool IsRight => Expected.Agrees(Actual);
    }
}
