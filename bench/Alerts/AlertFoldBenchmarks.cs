using BenchmarkDotNet.Attributes;
using MiyagiSensing.Bench.Journal;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Projections.Alerts;
using MiyagiSensing.Projections.Live;

namespace MiyagiSensing.Bench.Alerts;

/// <summary>
/// Journal blocks through the threshold rules: 1,000 buoys, each watched by ten rules on its temperature, none of which is met. Divide by <see cref="Readings"/> for the cost of one reading.
/// </summary>
[MemoryDiagnoser]
public class AlertFoldBenchmarks
{
    private const int RulesOnEach = 10;
    private const long Minute = 60_000;

    private AlertsProjector _projector = null!;
    private RecordedEvent[] _block = [];

    /// <summary>Readings in the block.</summary>
    [Params(30, 2_000)]
    public int Readings { get; set; }

    /// <summary>Makes stations, rules, devices and the block.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _projector = new AlertsProjector(null!, new LiveHub(TimeProvider.System), null!, TimeProvider.System);
        var block = SyntheticBlock.Make(Readings);
        Fold(new StationDefined { Station = Station, ContentHash = "" });
        for (var i = 0; i < RulesOnEach; i++)
        {
            Fold(new RuleDefined { Rule = Rule(i), ContentHash = "" });
        }

        foreach (var source in block.Groups[0].Sources)
        {
            Fold(new DeviceRegistered { Device = source.Device, Domain = "buoy" });
            Fold(new DeviceMounted { Device = source.Device, Station = Station.Id, From = DateTimeOffset.UnixEpoch });
        }

        _block = [Event(block)];
    }

    /// <summary>The same readings a minute later.</summary>
    [Benchmark]
    public Task Judge()
    {
        var group = ((ReadingsRecorded)_block[0].Data!).Groups[0];
        for (var i = 0; i < group.Count; i++)
        {
            group.MeasuredAt[i] += Minute;
            group.ReceivedAt[i] += Minute;
        }

        return _projector.FoldAsync(_block, CancellationToken.None);
    }

    private static StationDefinition Station { get; } = new()
    {
        Id = "bay",
        Domain = "buoy",
        Name = new LocalText("湾", "Bay"),
        Municipality = "04100",
        Latitude = 38,
        Longitude = 141,
    };

    private static RuleDefinition Rule(int number) => new()
    {
        Id = $"warm-{number}",
        Name = new LocalText("高水温", "Warm water"),
        Kind = "threshold",
        Domain = "buoy",
        Metric = "water_temp",
        Direction = "above",
        Hysteresis = 0.5,
        Levels = [new RuleLevel { Name = "caution", Title = new LocalText("注意", "Caution"), Severity = 2, Value = 1_000 + number }],
    };

    private static RecordedEvent Event(IDomainEvent data) => new()
    {
        Position = 1,
        Id = Guid.Empty,
        Stream = "",
        Version = 1,
        Type = EventCatalog.NameOf(data),
        RecordedAt = DateTimeOffset.UnixEpoch,
        Headers = EventHeaders.Platform,
        Data = data,
    };

    private void Fold(IDomainEvent data) => _projector.FoldAsync([Event(data)], CancellationToken.None).GetAwaiter().GetResult();
}
