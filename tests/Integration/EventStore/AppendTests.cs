using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using Xunit;

namespace MiyagiSensing.Integration.EventStore;

public sealed class AppendTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_count_from_one_without_gaps_and_read_back_as_written()
    {
        var headers = new EventHeaders("user:test", "0af7651916cd43dd8448eb211c80319c", "7");
        var mounted = new DeviceMounted { Device = "buoy-1", Station = "buoy-tona", From = DateTimeOffset.UnixEpoch };
        await fixture.Store.AppendAsync(
            [
                new NewEvent(Guid.NewGuid(), "device:buoy-1", new DeviceRegistered { Device = "buoy-1", Domain = "buoy" }, headers),
                new NewEvent(Guid.NewGuid(), "device:buoy-1", mounted, headers),
            ],
            new Dictionary<string, ExpectedVersion> { ["device:buoy-1"] = ExpectedVersion.NoStream },
            Cancellation);

        var stored = await fixture.Store.ReadStreamAsync("device:buoy-1", 1, Cancellation).ToListAsync(Cancellation);

        Assert.Equal([1L, 2L], stored.Select(item => item.Version));
        Assert.Equal(mounted, stored[1].Data);
        Assert.Equal(headers, stored[1].Headers);
    }

    public static TheoryData<string, ExpectedVersion, int, bool> Expectations => new()
    {
        { "any-new", ExpectedVersion.Any, 0, true },
        { "any-old", ExpectedVersion.Any, 2, true },
        { "none-new", ExpectedVersion.NoStream, 0, true },
        { "none-old", ExpectedVersion.NoStream, 1, false },
        { "exists-new", ExpectedVersion.Exists, 0, false },
        { "exists-old", ExpectedVersion.Exists, 3, true },
        { "exact", ExpectedVersion.Exactly(2), 2, true },
        { "ahead", ExpectedVersion.Exactly(3), 2, false },
        { "behind", ExpectedVersion.Exactly(1), 2, false },
        { "exact-new", ExpectedVersion.Exactly(1), 0, false },
    };

    [Theory]
    [MemberData(nameof(Expectations))]
    public async Task A_stream_that_is_not_as_expected_stores_nothing_and_says_where_it_is(string name, ExpectedVersion expected, int present, bool stored)
    {
        var stream = $"device:{name}";
        for (var i = 0; i < present; i++)
        {
            await fixture.Store.AppendAsync([StoreFixture.Minute(stream)], null, Cancellation);
        }

        var result = await fixture.Store.AppendAsync(
            [StoreFixture.Minute($"device:beside-{name}"), StoreFixture.Minute(stream)], new Dictionary<string, ExpectedVersion> { [stream] = expected }, Cancellation);

        if (stored)
        {
            Assert.IsType<AppendResult.Appended>(result);
        }
        else
        {
            Assert.Equal(new AppendResult.Conflict(stream, expected, present), result);
        }

        Assert.Equal(stored ? present + 1 : present, await fixture.Store.ReadStreamAsync(stream, 1, Cancellation).CountAsync(Cancellation));
        Assert.Equal(stored ? 1 : 0, await fixture.Store.ReadStreamAsync($"device:beside-{name}", 1, Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public async Task Of_two_that_expect_the_same_version_one_wins()
    {
        var attempts = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => fixture.Store.AppendAsync(
            [StoreFixture.Minute("device:race")], new Dictionary<string, ExpectedVersion> { ["device:race"] = ExpectedVersion.NoStream }, Cancellation)));

        Assert.Single(attempts, attempt => attempt is AppendResult.Appended);
        Assert.Single(await fixture.Store.ReadStreamAsync("device:race", 1, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Whoever_appends_waits_for_the_disk_whatever_its_connection_is_set_to()
    {
        await using var connection = await fixture.DataSource.OpenConnectionAsync(Cancellation);
        await using (var careless = new Npgsql.NpgsqlCommand("set synchronous_commit = off", connection))
        {
            await careless.ExecuteNonQueryAsync(Cancellation);
        }

        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await fixture.Store.AppendWithinAsync([StoreFixture.Minute("device:durable")], transaction, Cancellation);

        await using var show = new Npgsql.NpgsqlCommand("show synchronous_commit", connection, transaction);
        Assert.Equal("on", await show.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task Events_within_a_transaction_that_is_rolled_back_were_never_there()
    {
        await using (var connection = await fixture.DataSource.OpenConnectionAsync(Cancellation))
        await using (var transaction = await connection.BeginTransactionAsync(Cancellation))
        {
            await fixture.Store.AppendWithinAsync([StoreFixture.Minute("device:undone")], transaction, Cancellation);
            await transaction.RollbackAsync(Cancellation);
        }

        Assert.Empty(await fixture.Store.ReadStreamAsync("device:undone", 1, Cancellation).ToListAsync(Cancellation));
    }
}
