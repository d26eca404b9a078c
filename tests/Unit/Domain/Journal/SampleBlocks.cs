using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Unit.Domain.Journal;

/// <summary>Journal blocks for tests.</summary>
internal static class SampleBlocks
{
    private const long Morning = 1_795_208_400_000;

    /// <summary>Two shapes; missing values, sequence numbers, readings set aside, a ledger line: everything a block can hold.</summary>
    public static ReadingsRecorded Full { get; } = new()
    {
        Groups =
        [
            new ReadingGroup
            {
                Metrics = new MetricSet("water_temp", "salinity"),
                Sources = [new ReadingSource("buoy-1", "1m"), new ReadingSource("buoy-1", "5m")],
                SourceIndex = [0, 1, 0],
                MeasuredAt = [Morning + 600_000, Morning, Morning],
                ReceivedAt = [Morning + 601_000, Morning + 601_000, Morning + 601_250],
                Sequence = [4711, -1, 4712],
                Values = [[14.2, double.NaN, -0.5], [33.1, 1e-7, double.NaN]],
                Decoder = "json/1",
            },
            new ReadingGroup
            {
                Metrics = new MetricSet("stage"),
                Sources = [new ReadingSource("gauge-1", "main")],
                SourceIndex = [0],
                MeasuredAt = [Morning],
                ReceivedAt = [Morning],
                Values = [[9.45]],
                Clock = ClockTrust.Ours,
                Identity = IdentityKind.None,
                Decoder = "json/1",
            },
        ],
        SetAside =
        [
            new SetAsideReading
            {
                Device = "gauge-2",
                Sensor = "main",
                MeasuredAt = 0,
                ReceivedAt = Morning,
                Reason = SetAsideReasons.ClockNotSet,
                Values = new Dictionary<string, double?> { ["stage"] = 1.5, ["battery"] = null },
            },
        ],
        Tallies = [new DeviceTally { Device = "gauge-2", Received = 10, Stored = 4, Duplicate = 3, SetAside = 1, DeadLettered = 2 }],
    };

    /// <summary>A block of random shape and values, the same for the same seed.</summary>
    public static ReadingsRecorded Random(int seed)
    {
        var random = new Random(seed);
        return new ReadingsRecorded { Groups = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Group(random))] };
    }

    private static ReadingGroup Group(Random random)
    {
        var count = random.Next(1, 50);
        var sources = random.Next(1, 5);
        var metrics = random.Next(1, 6);
        return new ReadingGroup
        {
            Metrics = new MetricSet([.. Enumerable.Range(0, metrics).Select(metric => $"metric_{metric}")]),
            Sources = [.. Enumerable.Range(0, sources).Select(source => new ReadingSource($"device-{source}", "main"))],
            SourceIndex = [.. Enumerable.Range(0, count).Select(_ => random.Next(sources))],
            MeasuredAt = [.. Enumerable.Range(0, count).Select(_ => random.NextInt64(-Morning, Morning))],
            ReceivedAt = [.. Enumerable.Range(0, count).Select(_ => random.NextInt64(Morning))],
            Sequence = random.Next(2) == 0 ? null : [.. Enumerable.Range(0, count).Select(_ => random.NextInt64(-1, long.MaxValue))],
            Values = [.. Enumerable.Range(0, metrics).Select(_ => Enumerable.Range(0, count).Select(_ => Value(random)).ToArray())],
            Clock = (ClockTrust)random.Next(3),
            Identity = (IdentityKind)random.Next(3),
            Decoder = "random/1",
        };
    }

    private static double Value(Random random) => random.Next(5) switch
    {
        0 => double.NaN,
        1 => random.Next(-100, 100),
        2 => Math.Round(random.NextDouble() * 40, 2),
        3 => double.MaxValue * random.NextDouble(),
        _ => double.Epsilon * random.Next(100),
    };
}
