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
            new Dictionary<string, long> { ["device:buoy-1"] = 0 },
            Cancellation);

        var stored = await fixture.Store.ReadStreamAsync("device:buoy-1", 1, Cancellation).ToListAsync(Cancellation);

        Assert.Equal([1L, 2L], stored.Select(item => item.Version));
        Assert.Equal(mounted, stored[1].Data);
        Assert.Equal(headers, stored[1].Headers);
    }

    [Fact]
    public async Task A_stream_that_is_not_at_its_expected_version_stores_nothing_and_says_where_it_is()
    {
        await fixture.Store.AppendAsync([StoreFixture.Minute("device:twice")], null, Cancellation);

        var result = await fixture.Store.AppendAsync(
            [StoreFixture.Minute("device:other"), StoreFixture.Minute("device:twice")], new Dictionary<string, long> { ["device:twice"] = 0 }, Cancellation);

        Assert.Equal(new AppendResult.Conflict("device:twice", Expected: 0, Actual: 1), result);
        Assert.Empty(await fixture.Store.ReadStreamAsync("device:other", 1, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Of_two_that_expect_the_same_version_one_wins()
    {
        var attempts = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => fixture.Store.AppendAsync(
            [StoreFixture.Minute("device:race")], new Dictionary<string, long> { ["device:race"] = 0 }, Cancellation)));

        Assert.Single(attempts, attempt => attempt is AppendResult.Appended);
        Assert.Single(await fixture.Store.ReadStreamAsync("device:race", 1, Cancellation).ToListAsync(Cancellation));
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
