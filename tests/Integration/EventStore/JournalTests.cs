using Microsoft.Extensions.DependencyInjection;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.EventStore;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.EventStore;

public sealed class JournalTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_writer_that_another_has_succeeded_writes_nothing()
    {
        using var first = fixture.NewProcess();
        using var second = fixture.NewProcess();
        var zombie = first.Services.GetRequiredService<IJournal>();
        await zombie.OpenAsync(Cancellation);
        await zombie.CommitAsync([StoreFixture.Minute("device:before")], Cancellation);
        await second.Services.GetRequiredService<IJournal>().OpenAsync(Cancellation);

        await Assert.ThrowsAsync<WriterFencedException>(() => zombie.CommitAsync([StoreFixture.Minute("device:zombie")], Cancellation));

        Assert.Empty(await fixture.Store.ReadStreamAsync("device:zombie", 1, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_process_that_froze_in_the_midst_of_an_append_holds_up_nobody_for_long()
    {
        using var process = fixture.NewProcess();
        var journal = process.Services.GetRequiredService<IJournal>();
        await journal.OpenAsync(Cancellation);
        await using var frozen = await fixture.DataSource.OpenConnectionAsync(Cancellation);
        await using var transaction = await frozen.BeginTransactionAsync(Cancellation);
        await using (var hold = new NpgsqlCommand($"create temporary table unfinished (text text); select pg_advisory_xact_lock({AppendFunction.AdvisoryLock})", frozen, transaction))
        {
            await hold.ExecuteNonQueryAsync(Cancellation);
        }

        // For PostgreSQL it is at work: it waits for the rest.
        await using var unfinished = await frozen.BeginTextImportAsync("copy unfinished from stdin", Cancellation);

        await journal.CommitAsync([StoreFixture.Minute("device:after-frozen")], Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);

        Assert.Single(await fixture.Store.ReadStreamAsync("device:after-frozen", 1, Cancellation).ToListAsync(Cancellation));
        await Assert.ThrowsAnyAsync<Exception>(async () => await unfinished.DisposeAsync());
    }

    [Fact]
    public async Task A_connection_that_was_lost_while_nothing_was_written_is_made_anew()
    {
        using var process = fixture.NewProcess("Keepalive=1;Application Name=idle-journal");
        var journal = process.Services.GetRequiredService<IJournal>();
        await journal.OpenAsync(Cancellation);
        await using (var end = fixture.DataSource.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'idle-journal'"))
        {
            await end.ExecuteNonQueryAsync(Cancellation);
        }

        // Until the keep-alive has found out, which makes the next use of the connection a mistake in its eyes.
        await Eventually.LastsAsync(TimeSpan.FromSeconds(3), Cancellation);

        await journal.CommitAsync([StoreFixture.Minute("device:after-idle")], Cancellation);

        Assert.Single(await fixture.Store.ReadStreamAsync("device:after-idle", 1, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_batch_whose_outcome_was_lost_is_found_again_instead_of_stored_twice()
    {
        IReadOnlyList<NewEvent> batch = [StoreFixture.Minute("device:unsure"), StoreFixture.Minute("device:unsure")];
        var before = fixture.Feed.Head;

        var first = await AppendAsync(batch, before);
        var second = await AppendAsync(batch, before);

        Assert.Equal(first.Select(item => item.Position), second.Select(item => item.Position));
        Assert.Equal(2, (await fixture.Store.ReadStreamAsync("device:unsure", 1, Cancellation).ToListAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task The_view_opens_a_block_into_one_row_a_reading()
    {
        using var process = fixture.NewProcess();
        var journal = process.Services.GetRequiredService<IJournal>();
        await journal.OpenAsync(Cancellation);
        var block = new ReadingsRecorded
        {
            Groups =
            [
                new ReadingGroup
                {
                    Metrics = new MetricSet("water_temp", "salinity"),
                    Sources = [new ReadingSource("buoy-7", "1m"), new ReadingSource("buoy-7", "5m")],
                    SourceIndex = [0, 1],
                    MeasuredAt = [1_763_672_400_123, 1_763_672_400_000],
                    ReceivedAt = [1_763_672_401_000, 1_763_672_401_001],
                    Values = [[14.2, double.NaN], [33.1, 33.25]],
                    Decoder = "json/1",
                },
            ],
        };
        await journal.CommitAsync([new NewEvent(Guid.NewGuid(), "journal:0:20251120", block, EventHeaders.Platform)], Cancellation);

        await using var command = fixture.DataSource.CreateCommand(
            "select sensor, measured_at, received_at, metrics::text from miyagi.journal_readings where device = 'buoy-7' order by sensor");
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        Assert.True(await reader.ReadAsync(Cancellation));
        Assert.Equal("1m", reader.GetString(0));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_763_672_400_123), reader.GetFieldValue<DateTimeOffset>(1));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_763_672_401_000), reader.GetFieldValue<DateTimeOffset>(2));
        Assert.Equal("""{"salinity": 33.1, "water_temp": 14.2}""", reader.GetString(3));
        Assert.True(await reader.ReadAsync(Cancellation));
        Assert.Equal("""{"salinity": 33.25, "water_temp": null}""", reader.GetString(3));
        Assert.False(await reader.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task The_tail_is_read_newest_first()
    {
        using var process = fixture.NewProcess();
        var journal = process.Services.GetRequiredService<IJournal>();
        await journal.OpenAsync(Cancellation);
        for (var i = 0; i < 70; i++)
        {
            await journal.CommitAsync(
                [new NewEvent(Guid.NewGuid(), "journal:0:20251121", new ReadingsRecorded { Groups = [] }, EventHeaders.Platform)], Cancellation);
        }

        var positions = await journal.ReadTailAsync(Cancellation).Select(item => item.Position).Take(70).ToListAsync(Cancellation);

        Assert.Equal(positions.OrderDescending(), positions);
        Assert.Equal(70, positions.Distinct().Count());
    }

    private async Task<IReadOnlyList<RecordedEvent>> AppendAsync(IReadOnlyList<NewEvent> batch, long after)
    {
        await using var connection = await fixture.DataSource.OpenConnectionAsync(Cancellation);
        await using var command = AppendFunction.Create(connection);
        AppendFunction.Bind(command, epoch: null, after, TimeProvider.System.GetUtcNow(), batch, expected: null);
        return await AppendFunction.ExecuteAsync(command, batch, TimeProvider.System.GetUtcNow(), Cancellation);
    }
}
