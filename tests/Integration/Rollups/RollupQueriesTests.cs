using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.EventStore.Schema;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Rollups;
using MiyagiSensing.Projections.SeriesHistory;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Rollups;

/// <summary>Periods read from the rows, on a database without a platform: every figure is computed here from the readings themselves.</summary>
public sealed class RollupQueriesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset First = new(2023, 12, 31, 10, 7, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = new(2024, 5, 2, 3, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private PostgresServer _postgres = null!;
    private ProjectionDatabase _database = null!;
    private RollupsProjector _projector = null!;
    private RollupQueries _queries = null!;
    private long _position;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync(ownServer: false, Cancellation);
        await using var source = NpgsqlDataSource.Create(_postgres.ConnectionString);
        await SchemaMigrator.MigrateAsync(source, Cancellation);
        _database = new ProjectionDatabase(_postgres.ConnectionString);
        _projector = new RollupsProjector(new RawHistory(null!, new HistoryTail(), null!), TimeProvider.System);
        _queries = new RollupQueries(_database, new StoppedClock());
        await using var command = _database.DataSource.CreateCommand(_projector.Schema);
        await command.ExecuteNonQueryAsync(Cancellation);
        await using var connection = await _database.DataSource.OpenConnectionAsync(Cancellation);
        await _projector.LoadAsync(connection, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Every_period_equals_what_the_readings_add_up_to()
    {
        var readings = Readings();
        await FoldAsync(Facts());
        foreach (var part in readings.Chunk(700))
        {
            await FoldAsync(Block("gauge-1", part));
        }

        foreach (var period in Enum.GetValues<JapanPeriod>())
        {
            var to = period == JapanPeriod.Hour ? First.AddDays(40) : Now;
            var rollups = await _queries.ReadAsync(new SeriesId("gauge-1", "main", "stage"), period, First.AddYears(-1), to, Cancellation);

            Assert.Equal(JapanPeriods.StartOf(period, First), rollups[0].From);
            Assert.All(rollups.Zip(rollups.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            foreach (var rollup in rollups)
            {
                var own = readings.Where(reading => reading.At >= rollup.From && reading.At < rollup.To).ToList();
                var values = own.Where(reading => !double.IsNaN(reading.Value)).Select(reading => (decimal)reading.Value).ToList();
                Assert.Equal((values.Count, own.Count - values.Count), (rollup.Count, rollup.Missing));
                Assert.Equal(values.Count == 0 ? (decimal?)null : values.Sum(), rollup.Sum);
                Assert.Equal(values.Count == 0 ? (double?)null : (double)values.Min(), rollup.Minimum);
                Assert.Equal(values.Count == 0 ? (double?)null : (double)values.Max(), rollup.Maximum);
                Assert.Equal(values.Count == 0 ? (double?)null : (double)(values.Sum() / values.Count), rollup.Mean);
                var begin = JapanPeriods.StartOf(JapanPeriod.Hour, First);
                Assert.Equal((long)(((rollup.To < Now ? rollup.To : Now) - (rollup.From > begin ? rollup.From : begin)) / Every), rollup.Expected);
            }
        }

        var years = await _queries.ReadAsync(new SeriesId("gauge-1", "main", "stage"), JapanPeriod.FiscalYear, First, Now, Cancellation);
        Assert.Equal(["令和5年度", "令和6年度"], years.Select(year => year.Name.Ja));
        Assert.InRange(years[0].Completeness!.Value, 0.4, 0.6);
    }

    [Fact]
    public async Task A_station_has_the_hours_of_the_devices_that_stood_there()
    {
        await FoldAsync(Facts());
        await FoldAsync(
            new DeviceMounted { Device = "gauge-1", Station = "there", From = First.AddDays(10) },
            new DeviceRegistered { Device = "gauge-2", Domain = "river" },
            new DeviceMounted { Device = "gauge-2", Station = "here", From = First.AddDays(10) });
        await FoldAsync(Block("gauge-1", [(First, 1), (First.AddDays(9), 2), (First.AddDays(11), 3)]), Block("gauge-2", [(First.AddDays(12), 4)]));

        var here = await _queries.ReadStationAsync("here", "stage", JapanPeriod.FiscalYear, First, Now, Cancellation);
        var there = await _queries.ReadStationAsync("there", "stage", JapanPeriod.FiscalYear, First, Now, Cancellation);

        Assert.Equal(["gauge-1", "gauge-2"], here.Select(series => series.Device));
        Assert.Equal([3m], here[0].Rollups.Where(rollup => rollup.Count > 0).Select(rollup => rollup.Sum));
        Assert.Equal(4m, here[1].Rollups[0].Sum);
        Assert.Equal(3m, Assert.Single(there).Rollups[0].Sum);
    }

    private static (DateTimeOffset At, double Value)[] Readings()
    {
        var random = new Random(20240331);
        return
        [
            .. Enumerable.Range(0, (int)((Now - First) / Every)).Where(_ => random.Next(2) == 0)
                .Select(i => (First + (Every * i), random.Next(50) == 0 ? double.NaN : Math.Round((random.NextDouble() * 8) - 2, 3))),
        ];
    }

    private static IDomainEvent[] Facts() =>
    [
        new MetricDefined
        {
            ContentHash = "",
            Metric = new MetricDefinition
            {
                Domain = "river", Name = "stage", Title = new LocalText("水位", "River stage"), Unit = "m", DisplayUnit = "m", ExpectedInterval = new ExpectedInterval(Every, []),
            },
        },
        new DeviceRegistered { Device = "gauge-1", Domain = "river" },
        new DeviceMounted { Device = "gauge-1", Station = "here", From = First },
    ];

    private static ReadingsRecorded Block(string device, (DateTimeOffset At, double Value)[] readings) => new()
    {
        Groups =
        [
            new ReadingGroup
            {
                Metrics = new MetricSet("stage"),
                Sources = [new ReadingSource(device, "main")],
                SourceIndex = new int[readings.Length],
                MeasuredAt = [.. readings.Select(reading => reading.At.ToUnixTimeMilliseconds())],
                ReceivedAt = [.. readings.Select(reading => reading.At.ToUnixTimeMilliseconds())],
                Values = [[.. readings.Select(reading => reading.Value)]],
                Decoder = "json/1",
            },
        ],
    };

    private async Task FoldAsync(params IDomainEvent[] facts)
    {
        List<RecordedEvent> events = [.. facts.Select(data => new RecordedEvent
        {
            Position = ++_position,
            Id = Guid.NewGuid(),
            Stream = "test",
            Version = _position,
            Type = EventCatalog.NameOf(data),
            RecordedAt = Now,
            Headers = EventHeaders.Platform,
            Data = data,
        })];
        await _projector.FoldAsync(events, Cancellation);
        await using var connection = await _database.DataSource.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await _projector.SaveAsync(connection, transaction, Cancellation);
        await transaction.CommitAsync(Cancellation);
        _projector.Committed(_position);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
