using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.TimeSeries;

/// <summary>What devices and operators do to get something to see.</summary>
internal static class History
{
    public const string Station = "river-0400000001";
    public const string OtherStation = "river-0400000002";

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The text of <c>/health/ready</c>.</summary>
    public static Task<string> HealthAsync(PlatformFixture platform, CancellationToken cancellationToken) =>
        Http.GetStringAsync(new Uri(platform.HttpAddress, "health/ready"), cancellationToken);

    /// <summary>Publishes one message of <paramref name="count"/> readings, one a second from <paramref name="first"/> (Unix ms).</summary>
    public static Task PublishAsync(PlatformFixture platform, DeviceLogin login, long first, int count, CancellationToken cancellationToken) =>
        platform.PublishAsync(
            login,
            "[" + string.Join(',', Enumerable.Range(0, count).Select(i => string.Create(
                CultureInfo.InvariantCulture, $$"""{"ts":{{first + (i * 1000L)}},"m":{"stage":{{1 + (i % 7 / 10.0)}},"battery":12.5} }"""))) + "]",
            cancellationToken);

    /// <summary>Mounts a device elsewhere, as of an instant (Unix ms).</summary>
    public static async Task MountAsync(PlatformFixture platform, string device, string station, long from, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(NpgsqlDataSource.Create(platform.PostgresConnectionString));
        await using var provider = services.AddEventStore("no archive").BuildServiceProvider();
        var mounted = new DeviceMounted { Device = device, Station = station, From = DateTimeOffset.FromUnixTimeMilliseconds(from) };
        var result = await provider.GetRequiredService<IEventStore>().AppendAsync(
            [new NewEvent(Guid.NewGuid(), $"device:{device}", mounted, EventHeaders.Platform)], null, cancellationToken);
        Assert.IsType<AppendResult.Appended>(result);
    }
}
