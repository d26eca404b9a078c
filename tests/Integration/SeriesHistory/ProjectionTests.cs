using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.SeriesHistory;
using Xunit;

namespace MiyagiSensing.Integration.SeriesHistory;

/// <summary>From one-reading blocks to one row a day, on a real PostgreSQL.</summary>
public sealed class ProjectionTests(HistoryFixture history) : IClassFixture<HistoryFixture>
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 22, 0, 0, TimeSpan.Zero);
    private static readonly MetricSet Stage = new("stage");

    private readonly HistoryFixture _history = history;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_reading_is_told_once_while_it_is_in_memory_half_written_merged_closed_and_come_late()
    {
        var source = new ReadingSource("all-stages", "main");
        var series = new SeriesId("all-stages", "main", "stage");
        List<(DateTimeOffset At, double Value)> sent = [];
        for (var i = 0; i < 600; i++)
        {
            await SendAsync(Start.AddSeconds(20 * i), i / 100.0);
            if (i % 97 == 0)
            {
                await AssertToldAsync();
            }
        }

        await _history.RestAsync(Start.AddHours(27), Cancellation);
        await AssertToldAsync();
        Assert.Equal([1L, 1L], await RowsAsync());

        await SendAsync(Start.AddSeconds(7), 77, late: TimeSpan.FromDays(3));
        await AssertToldAsync();
        await _history.RestAsync(Start.AddDays(3), Cancellation);
        await AssertToldAsync();
        Assert.Equal([1L, 1L], await RowsAsync());
        Assert.Equal(601, await _history.NumberAsync("select sum(count) from series_history where device = 'all-stages'"));

        async Task SendAsync(DateTimeOffset at, double value, TimeSpan late = default)
        {
            sent.Add((at, value));
            await _history.FoldAsync(HistoryFixture.Block(source, Stage, at, at + late, value), at + late, Cancellation);
        }

        async Task AssertToldAsync()
        {
            List<(DateTimeOffset, double)> told = [];
            await foreach (var value in _history.Queries.ReadAsync(series, Start, Start.AddDays(4), Cancellation))
            {
                told.Add((value.MeasuredAt, value.Value));
            }

            Assert.Equal(sent.OrderBy(item => item.At), told);
            var part = await _history.Queries.ReadAsync(series, Start.AddHours(1), Start.AddHours(3), Cancellation).CountAsync(Cancellation);
            Assert.Equal(sent.Count(item => item.At >= Start.AddHours(1) && item.At < Start.AddHours(3)), part);
        }

        async Task<IReadOnlyList<long>> RowsAsync() =>
        [
            await _history.NumberAsync("select count(*) from series_history where device = 'all-stages' and day = '2026-11-20'"),
            await _history.NumberAsync("select count(*) from series_history where device = 'all-stages' and day = '2026-11-21'"),
        ];
    }

    [Fact]
    public async Task What_was_held_back_is_folded_again_after_a_failure_and_told_once()
    {
        var source = new ReadingSource("reloaded", "main");
        var block = HistoryFixture.Block(source, Stage, Start, Start, 1.5);
        await _history.FoldAsync(block, Start.AddDays(9), Cancellation);
        await _history.ReloadAsync();
        await _history.FoldAsync(block, Start.AddDays(9), Cancellation);

        var values = await _history.Queries.ReadAsync(new SeriesId("reloaded", "main", "stage"), Start, Start.AddDays(1), Cancellation).ToListAsync(Cancellation);

        Assert.Equal(1.5, Assert.Single(values).Value);
        Assert.Equal([new SeriesId("reloaded", "main", "stage")], await _history.Queries.ListAsync("reloaded", Cancellation));
    }

    [Fact]
    public async Task Identities_are_found_in_memory_and_in_rows_and_the_first_value_counts()
    {
        var source = new ReadingSource("identities", "main");
        var series = new IdentitySeries(source, "stage", IdentityKind.Time);
        var at = Start.AddDays(20);
        var instant = at.ToUnixTimeMilliseconds();
        await _history.FoldAsync(HistoryFixture.Block(source, Stage, at, at, 1.5), at, Cancellation);
        await AssertFoundAsync();

        await _history.FoldAsync(HistoryFixture.Block(source, Stage, at.AddMinutes(5), at.AddMinutes(5), 2.5), at.AddMinutes(5), Cancellation);
        await AssertFoundAsync();
        await _history.RestAsync(at.AddDays(2), Cancellation);
        await AssertFoundAsync();

        async Task AssertFoundAsync()
        {
            Assert.Equal(
                [1.5, null], await _history.Identities.FindAsync([new ReadingIdentity(series, instant), new ReadingIdentity(series, instant + 1)], _history.Position, Cancellation));
            var newest = (await _history.Identities.NewestAsync([series, series with { Metric = "other" }], _history.Position, Cancellation)).ToArray();
            Assert.True(newest[0] >= instant);
            Assert.Null(newest[1]);
        }
    }
}
