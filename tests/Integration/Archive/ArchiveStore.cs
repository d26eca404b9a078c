using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.EventStore;
using MiyagiSensing.EventStore.Archive;
using MiyagiSensing.EventStore.Schema;
using MiyagiSensing.EventStore.Seals;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Archive;

/// <summary>An event store with days of thin traffic, on a database and an archive folder of its own.</summary>
internal sealed class ArchiveStore : IAsyncDisposable
{
    /// <summary>The day that tests archive.</summary>
    public static readonly DateOnly Day = new(2026, 11, 1);

    /// <summary>Its stream.</summary>
    public const string Stream = "journal:0:20261101";

    /// <summary>Readings of the day; each is an event of its own.</summary>
    public const int Readings = Minutes * PerMinute;

    private const int Minutes = 40;
    private const int PerMinute = 60;

    private readonly PostgresServer _postgres;
    private readonly StoreClock _clock = new();

    private ArchiveStore(PostgresServer postgres)
    {
        _postgres = postgres;
        DataSource = NpgsqlDataSource.Create(postgres.ConnectionString);
        Store = NewProcess().Services.GetRequiredService<IEventStore>();
    }

    public NpgsqlDataSource DataSource { get; }

    public string Folder { get; } = TemporaryFolder.Create("archive");

    public string File => Directory.GetFiles(Folder, "*.archive").Single();

    public IEventStore Store { get; }

    public SealChain Seals => new(DataSource);

    public ArchiveVerification Verification => new(DataSource, new ArchiveFolder(Folder), Store);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts it with the day, sealed and over, and the next one begun.</summary>
    public static async Task<ArchiveStore> StartAsync()
    {
        var postgres = await PostgresServer.StartAsync(ownServer: false, Cancellation);
        var store = new ArchiveStore(postgres);
        await SchemaMigrator.MigrateAsync(store.DataSource, Cancellation);
        await store.FillAsync(Day, Minutes);
        await store.FillAsync(Day.AddDays(1), 5);
        await store.SealAsync();
        return store;
    }

    /// <summary>The event store as another process has it, with nothing in memory.</summary>
    public IHost NewProcess()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton(NpgsqlDataSource.Create(_postgres.ConnectionString));
        builder.Services.AddEventStore(Folder);
        builder.Services.AddSingleton<IJournal, PostgresJournal>();
        return builder.Build();
    }

    public JournalArchiver Archiver(Action<ArchiveStep>? reached = null) => new(DataSource, new ArchiveFolder(Folder), Store, _clock, reached ?? (_ => { }));

    public async Task<ArchiveOutcome> ArchiveAsync(Action<ArchiveStep>? reached = null) =>
        Assert.Single(await Archiver(reached).RunAsync(Day, EventHeaders.Platform, Cancellation));

    /// <summary>Appends minutes from three in the morning on: readings of one reading a block, one block with more, and the clock's event behind each minute.</summary>
    public async Task FillAsync(DateOnly day, int minutes)
    {
        var random = new Random(day.DayNumber);
        for (var minute = 0; minute < minutes; minute++)
        {
            _clock.Now = new DateTimeOffset(day.ToDateTime(new TimeOnly(3, minute)), TimeSpan.Zero);
            List<NewEvent> events = [.. Enumerable.Range(0, PerMinute).Select(i => Event(day, Block($"gauge-{i % 10}", _clock.Now.AddMilliseconds(i * 900), Math.Round(random.NextDouble() * 4, 2))))];
            events.Add(StoreEvent("platform", new TimeAdvanced { At = _clock.Now }));
            await Store.AppendAsync(events, null, Cancellation);
        }
    }

    public static NewEvent Event(DateOnly day, ReadingsRecorded block) => StoreEvent($"journal:0:{day:yyyyMMdd}", block);

    public static ReadingsRecorded Block(string device, DateTimeOffset measuredAt, double value, int milliseconds = 40) => new()
    {
        Groups =
        [
            new ReadingGroup
            {
                Metrics = new MetricSet("stage"),
                Sources = [new ReadingSource(device, ReadingSource.DefaultSensor)],
                SourceIndex = [0],
                MeasuredAt = [measuredAt.ToUnixTimeMilliseconds()],
                ReceivedAt = [measuredAt.ToUnixTimeMilliseconds() + milliseconds],
                Values = [[value]],
                Decoder = "json/1",
            },
        ],
    };

    public async Task SealAsync()
    {
        while (await Seals.SealNextAsync(Cancellation) == SealChain.MaxEvents)
        {
        }
    }

    /// <summary>All that every way of reading gives, but for the ids and the archive's own events.</summary>
    public async Task<Dictionary<string, List<string>>> ReadEverythingAsync()
    {
        using var process = NewProcess();
        var store = process.Services.GetRequiredService<IEventStore>();
        return new Dictionary<string, List<string>>
        {
            ["feed"] = await ReadFeedAsync(0),
            ["feed from the middle"] = await ReadFeedAsync(1_007),
            ["stream"] = await TextsAsync(store.ReadStreamAsync(Stream, 1, Cancellation)),
            ["stream from the middle"] = await TextsAsync(store.ReadStreamAsync(Stream, 77, Cancellation)),
            ["streams"] = await TextsAsync(store.ReadStreamsAsync("journal:", Cancellation)),
            ["type"] = await TextsAsync(store.ReadTypeAsync(EventCatalog.ReadingsRecorded, 0, long.MaxValue, Cancellation)),
            ["type between"] = await TextsAsync(store.ReadTypeAsync(EventCatalog.ReadingsRecorded, 130, 1_999, Cancellation)),
            ["tail"] = await ReadTailAsync(),
        };
    }

    /// <summary>As <see cref="ReadEverythingAsync"/>, but only what also reads a store with an event that can't be understood.</summary>
    public async Task<List<string>> ReadEverythingButStreamsAsync()
    {
        using var process = NewProcess();
        var store = process.Services.GetRequiredService<IEventStore>();
        return
        [
            .. await ReadFeedAsync(0),
            .. await TextsAsync(store.ReadTypeAsync(EventCatalog.ReadingsRecorded, 0, long.MaxValue, Cancellation)),
        ];
    }

    /// <summary>What a start recovers identities from.</summary>
    public async Task<List<string>> ReadTailAsync()
    {
        using var process = NewProcess();
        return await TextsAsync(process.Services.GetRequiredService<IJournal>().ReadTailAsync(Cancellation));
    }

    /// <summary>The feed of a process with nothing in memory, after a position.</summary>
    public async Task<List<string>> ReadFeedAsync(long after)
    {
        using var process = NewProcess();
        await process.StartAsync(Cancellation);
        var head = await NumberAsync("select max(seq_id) from miyagi.mt_events");
        List<RecordedEvent> events = [];
        await foreach (var batch in process.Services.GetRequiredService<IEventFeed>().SubscribeAsync(after, Cancellation))
        {
            events.AddRange(batch);
            if (batch[^1].Position >= head)
            {
                break;
            }
        }

        Assert.Equal(events.Select(item => item.Position).Order().Distinct(), events.Select(item => item.Position));
        await process.StopAsync(Cancellation);
        return [.. events.Where(IsNotTheArchives).Select(Text)];
    }

    public async Task<(SealReport Report, List<SealFinding> Findings)> VerifySealsAsync()
    {
        List<SealFinding> findings = [];
        var report = await Seals.VerifyAsync(1, long.MaxValue, findings.Add, _ => { }, Cancellation);
        return (report, findings);
    }

    public async Task<(ArchiveReport Report, List<ArchiveFinding> Findings)> VerifyArchiveAsync()
    {
        List<ArchiveFinding> findings = [];
        var report = await Verification.VerifyAsync(1, long.MaxValue, findings.Add, _ => { }, Cancellation);
        Assert.Equal(report.Findings, findings.Count);
        return (report, findings);
    }

    public Task<long> RowsAsync() => NumberAsync($"select count(*) from miyagi.mt_events where stream_id = '{Stream}'");

    public async Task<long> NumberAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Cancellation), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    private static NewEvent StoreEvent(string stream, IDomainEvent data) => new(Guid.NewGuid(), stream, data, EventHeaders.Platform);

    private static bool IsNotTheArchives(RecordedEvent item) => !item.Stream.StartsWith("archive:", StringComparison.Ordinal);

    private static async Task<List<string>> TextsAsync(IAsyncEnumerable<RecordedEvent> events)
    {
        List<string> texts = [];
        await foreach (var item in events)
        {
            texts.Add(Text(item));
        }

        return texts;
    }

    private static string Text(RecordedEvent item) =>
        $"{item.Position} {item.Stream} {item.Version} {item.RecordedAt:O} {item.Headers} {item.Fault} {(item.Data is null ? "" : Encoding.UTF8.GetString(EventCatalog.Serialize(item.Data)))}";

    private sealed class StoreClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
