using System.Text.Json;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Simulators.Replay;
using Xunit;

namespace MiyagiSensing.Integration.SeriesHistory;

/// <summary>What a reading costs in SeriesHistory once its day is closed: table, index and TOAST, as PostgreSQL counts them.</summary>
public sealed class SizeTests(HistoryFixture history) : IClassFixture<HistoryFixture>
{
    private const double MostBytes = 8;
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 0, 0, 1, TimeSpan.Zero);

    private readonly HistoryFixture _history = history;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("walk3", 3)]
    [InlineData("walk15", 15)]
    public async Task Thin_traffic_of_a_hundred_random_walks_is_one_small_row_a_day(string name, int decimals)
    {
        // 10 readings a second: each device every ten seconds by its own clock, jittering, and 20 to 220 ms on its way.
        const int devices = 100;
        const int readings = 86_400;
        var random = new Random(20261121);
        var sources = Enumerable.Range(0, devices).Select(i => new ReadingSource($"{name}-{i:000}", "main")).ToArray();
        var walks = sources.Select(_ => 10.0).ToArray();
        for (var i = 0; i < readings; i++)
        {
            var at = Start.AddMilliseconds((i * 100) + random.Next(-40, 40));
            walks[i % devices] += (random.NextDouble() - 0.5) / 5;
            var block = HistoryFixture.Block(
                sources[i % devices], new MetricSet("stage"), at, at.AddMilliseconds(20 + random.Next(200)), Math.Round(walks[i % devices], decimals));
            await _history.FoldAsync(block, Start.AddMilliseconds(i * 100), Cancellation);
        }

        await _history.RestAsync(Start.AddHours(25), Cancellation);

        Assert.Equal(devices + (devices * readings), await _history.NumberAsync(
            $"select count(*) + {devices} * sum(count) from series_history where device like '{name}-%'"));
        await ReportAsync(name, readings, most: decimals == 3 ? MostBytes : 12);
    }

    [Theory]
    [InlineData("ocean_swmp_catpoint_2013")]
    [InlineData("river_miyagi_kiki_2025_2026")]
    public async Task Recorded_data_is_one_small_row_a_day(string set)
    {
        var count = 0;
        var last = DateTimeOffset.MinValue;
        foreach (var recorded in RecordedFiles.ReadAll(RecordedFolder()).Single(item => item.Name == set).Readings.Take(10_000))
        {
            using var payload = JsonDocument.Parse(recorded.Payload);
            var values = payload.RootElement.GetProperty("m").EnumerateObject().ToList();
            var source = new ReadingSource($"{set}-{recorded.Station}", "main");
            var block = HistoryFixture.Block(
                source, new MetricSet([.. values.Select(value => value.Name)]), recorded.At, recorded.At.AddMilliseconds(140), [.. values.Select(value => value.Value.GetDouble())]);
            await _history.FoldAsync(block, recorded.At, Cancellation);
            count += values.Count;
            last = recorded.At;
        }

        await _history.RestAsync(last.AddHours(25), Cancellation);

        await ReportAsync(set, count, most: double.MaxValue);
    }

    private static string RecordedFolder()
    {
        var folder = Path.GetFullPath(Path.Combine(HostPrograms.Catalog, "..", "..", "shared", "data"));
        Assert.SkipUnless(Directory.Exists(folder), "The recorded data sets (../shared/data beside the project) are not here.");
        return folder;
    }

    /// <summary>The table with its index and TOAST, copied so that only these rows count, against the values in it.</summary>
    private async Task ReportAsync(string devices, int values, double most)
    {
        await _history.NumberAsync(
            $"""
            drop table if exists measured;
            create table measured (like series_history including all);
            insert into measured select * from series_history where device like '{devices}-%';
            select 0
            """);
        var bytes = await _history.NumberAsync("select pg_total_relation_size('measured')") / (double)values;
        var data = await _history.NumberAsync("select sum(length(data)) from measured") / (double)values;
        var rows = await _history.NumberAsync("select count(*) from measured");
        TestContext.Current.TestOutputHelper?.WriteLine($"{devices}: {values} values in {rows} rows, {bytes:0.00} bytes a value, {data:0.00} of them data");
        Assert.InRange(bytes, 0.1, most);
    }
}
