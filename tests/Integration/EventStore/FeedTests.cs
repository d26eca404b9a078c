using Microsoft.Extensions.DependencyInjection;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.EventStore;

public sealed class FeedTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_never_passes_a_position_that_is_drawn_but_not_yet_committed()
    {
        var start = fixture.Feed.Head;
        await using var connection = await fixture.DataSource.OpenConnectionAsync(Cancellation);
        await using var slow = await connection.BeginTransactionAsync(Cancellation);
        await fixture.Store.AppendWithinAsync([StoreFixture.Minute("device:slow")], slow, Cancellation);
        var quick = fixture.Store.AppendAsync([StoreFixture.Minute("device:quick")], null, Cancellation);

        // The quick writer draws its position only after the slow one has committed, so nothing can overtake.
        await AssertWaitsForLockAsync();
        Assert.False(quick.IsCompleted);
        await slow.CommitAsync(Cancellation);
        await quick;

        var streams = await ReadAsync(start, 2);
        Assert.Equal(["device:slow", "device:quick"], streams);
    }

    [Fact]
    public async Task Many_writers_some_of_which_roll_back_are_read_without_a_gap_or_a_repeat()
    {
        var start = fixture.Feed.Head;
        const int writers = 8;
        const int rounds = 20;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var seen = Task.Run(() => ReadAsync(start, writers * rounds), stop.Token);

        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(
            async () =>
            {
                for (var round = 0; round < rounds; round++)
                {
                    await using var connection = await fixture.DataSource.OpenConnectionAsync(Cancellation);
                    await using (var undone = await connection.BeginTransactionAsync(Cancellation))
                    {
                        await fixture.Store.AppendWithinAsync([StoreFixture.Minute("device:undone")], undone, Cancellation);
                    }

                    await fixture.Store.AppendAsync([StoreFixture.Minute($"device:w{writer}-{round}")], null, Cancellation);
                }
            },
            Cancellation)));

        var streams = await seen.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        Assert.Equal(writers * rounds, streams.Distinct().Count());
        Assert.DoesNotContain("device:undone", streams);
        for (var writer = 0; writer < writers; writer++)
        {
            Assert.Equal(
                Enumerable.Range(0, rounds).Select(round => $"device:w{writer}-{round}"),
                streams.Where(stream => stream.StartsWith($"device:w{writer}-", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_writer_that_is_killed_before_its_commit_leaves_nothing_and_holds_up_nobody()
    {
        var start = fixture.Feed.Head;
        await using var connection = await fixture.DataSource.OpenConnectionAsync(Cancellation);
        await using var killed = await connection.BeginTransactionAsync(Cancellation);
        await fixture.Store.AppendWithinAsync([StoreFixture.Minute("device:killed")], killed, Cancellation);
        var waiting = fixture.Store.AppendAsync([StoreFixture.Minute("device:survivor")], null, Cancellation);
        await AssertWaitsForLockAsync();

        await using (var kill = fixture.DataSource.CreateCommand($"select pg_terminate_backend({connection.ProcessID})"))
        {
            await kill.ExecuteNonQueryAsync(Cancellation);
        }

        await waiting;
        Assert.Equal(["device:survivor"], await ReadAsync(start, 1));
        Assert.Empty(await fixture.Store.ReadStreamAsync("device:killed", 1, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_reader_that_begins_anew_sees_what_it_has_seen_and_what_came_since()
    {
        var start = fixture.Feed.Head;
        await fixture.Store.AppendAsync([StoreFixture.Minute("device:before-1"), StoreFixture.Minute("device:before-2")], null, Cancellation);

        using var restarted = fixture.NewProcess();
        await restarted.StartAsync(Cancellation);
        await fixture.Store.AppendAsync([StoreFixture.Minute("device:since")], null, Cancellation);
        List<string> seen = [];
        await foreach (var batch in restarted.Services.GetRequiredService<IEventFeed>().SubscribeAsync(start, Cancellation))
        {
            seen.AddRange(batch.Select(item => item.Stream));
            if (seen.Count >= 3)
            {
                break;
            }
        }

        Assert.Equal(["device:before-1", "device:before-2", "device:since"], seen);
        await restarted.StopAsync(Cancellation);
    }

    [Fact]
    public async Task What_another_process_appends_is_heard_of()
    {
        var start = fixture.Feed.Head;
        using var other = fixture.NewProcess();
        await other.StartAsync(Cancellation);
        var store = other.Services.GetRequiredService<IEventStore>();

        await store.AppendAsync([StoreFixture.Minute("device:elsewhere")], null, Cancellation);

        Assert.Equal(["device:elsewhere"], await ReadAsync(start, 1));
        await other.StopAsync(Cancellation);
    }

    /// <summary>Positions that a crash took back are the last ones that the reader reads ahead; what comes at the same time lies behind them.</summary>
    [Fact]
    public async Task A_gap_that_was_read_ahead_hides_nothing_that_comes_behind_it_meanwhile()
    {
        using var reader = fixture.NewProcess();
        await reader.StartAsync(Cancellation);
        var feed = reader.Services.GetRequiredService<EventFeed>();
        var kept = Assert.IsType<AppendResult.Appended>(await fixture.Store.AppendAsync([StoreFixture.Minute("device:kept")], null, Cancellation)).Last;
        await using (var connection = await fixture.DataSource.OpenConnectionAsync(Cancellation))
        await using (var lost = await connection.BeginTransactionAsync(Cancellation))
        {
            await fixture.Store.AppendWithinAsync([StoreFixture.Minute("device:lost")], lost, Cancellation);
        }

        // The buffer of a process that had seen the lost position begins behind it.
        feed.AdvanceTo(kept + 1);
        List<string> seen = [];
        await foreach (var batch in feed.SubscribeAsync(kept - 1, Cancellation))
        {
            seen.AddRange(batch.Select(item => item.Stream));
            if (seen.Count >= 2)
            {
                break;
            }

            var behind = await fixture.Store.AppendAsync([StoreFixture.Minute("device:behind")], null, Cancellation);
            Assert.Equal(kept + 2, Assert.IsType<AppendResult.Appended>(behind).Last);
            feed.AdvanceTo(kept + 2);
        }

        Assert.Equal(["device:kept", "device:behind"], seen);
        await reader.StopAsync(Cancellation);
    }

    private async Task<List<string>> ReadAsync(long after, int count)
    {
        List<RecordedEvent> events = [];
        await foreach (var batch in fixture.Feed.SubscribeAsync(after, Cancellation))
        {
            events.AddRange(batch);
            if (events.Count >= count)
            {
                break;
            }
        }

        Assert.Equal(events.Select(item => item.Position).Order().Distinct(), events.Select(item => item.Position));
        return events.ConvertAll(item => item.Stream);
    }

    private Task AssertWaitsForLockAsync() => Eventually.HoldsAsync(
        "a writer waits for the lock",
        async () =>
        {
            await using var command = fixture.DataSource.CreateCommand("select count(*) from pg_locks where locktype = 'advisory' and not granted");
            return (long)(await command.ExecuteScalarAsync(Cancellation))! > 0;
        },
        Cancellation);
}
