using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore;
using MiyagiSensing.EventStore.Schema;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;

namespace MiyagiSensing.Integration.Archive;

/// <summary>A platform whose store already holds a day of the past, written by an event store of the test's own with a clock of that day.</summary>
public sealed class ArchivedPlatformFixture : PlatformFixture
{
    /// <summary>A device of the past day.</summary>
    public const string Device = "gauge-1";

    private const int Minutes = 50;

    /// <summary>The day.</summary>
    public static DateOnly Day { get; } = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-3);

    /// <summary>Its readings.</summary>
    public static int Readings => Minutes * 20;

    /// <summary>Puts the past day behind what the platform itself has written.</summary>
    public Task FillAsync(CancellationToken cancellationToken) => FillAsync(PostgresConnectionString, cancellationToken);

    /// <summary>Puts the past day behind what is in a store.</summary>
    public static async Task FillAsync(string postgres, CancellationToken cancellationToken)
    {
        var clock = new PastClock();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock).AddSingleton(NpgsqlDataSource.Create(postgres));
        await using var provider = services.AddEventStore("no archive").BuildServiceProvider();
        await SchemaMigrator.MigrateAsync(provider.GetRequiredService<NpgsqlDataSource>(), cancellationToken);
        var store = provider.GetRequiredService<IEventStore>();
        var random = new Random(7);
        for (var minute = 0; minute < Minutes; minute++)
        {
            clock.Now = new DateTimeOffset(Day.ToDateTime(new TimeOnly(3, minute)), TimeSpan.Zero);
            List<NewEvent> events =
            [
                .. Enumerable.Range(0, 20).Select(i => ArchiveStore.Event(
                    Day, ArchiveStore.Block(string.Create(CultureInfo.InvariantCulture, $"gauge-{i % 5}"), clock.Now.AddMilliseconds(i * 2_500), Math.Round(1 + (random.NextDouble() * 4), 2)))),
            ];
            events.Add(new NewEvent(Guid.NewGuid(), "platform", new TimeAdvanced { At = clock.Now }, EventHeaders.Platform));
            await store.AppendAsync(events, null, cancellationToken);
        }
    }

    private sealed class PastClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
