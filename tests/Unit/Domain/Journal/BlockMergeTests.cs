using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ledger;
using MiyagiSensing.Domain.Readings;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Journal;

public sealed class BlockMergeTests
{
    private static readonly DateTimeOffset RecordedAt = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 50)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_sensor_has_the_same_readings_in_the_same_order(int seed)
    {
        var originals = Originals(seed);

        var merged = BlockMerge.Merge(originals);

        Assert.Equal(Flatten(originals), Flatten([merged]));
        Assert.Equal(originals.Sum(block => block.Count), merged.Count);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_ledger_counts_the_same(int seed)
    {
        var originals = Originals(seed);

        var merged = BlockMerge.Merge(originals);

        Assert.Equal(Count(originals), Count([merged]));
    }

    [Fact]
    public void One_reading_blocks_of_one_shape_become_one_group_in_their_order()
    {
        var originals = Enumerable.Range(0, 10).Select(i => OneReading($"gauge-{i % 3}", i)).ToList();

        var group = Assert.Single(BlockMerge.Merge(originals).Groups);

        Assert.Equal(3, group.Sources.Length);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), group.MeasuredAt);
    }

    [Fact]
    public void A_sensor_that_changes_its_shape_and_back_keeps_its_order()
    {
        ReadingsRecorded[] originals = [OneReading("gauge-1", 1), OneReading("gauge-1", 2, "other/1"), OneReading("gauge-1", 3)];

        var merged = BlockMerge.Merge(originals);

        Assert.Equal([1, 2, 3], merged.Groups.SelectMany(group => group.MeasuredAt));
    }

    [Fact]
    public void A_block_whose_ledger_line_has_no_day_stands_alone()
    {
        Assert.False(BlockMerge.CanMerge(SampleBlocks.Full));
        Assert.True(BlockMerge.CanMerge(OneReading("gauge-1", 1)));
        Assert.Same(SampleBlocks.Full, BlockMerge.Merge([SampleBlocks.Full]));
    }

    private static List<ReadingsRecorded> Originals(int seed)
    {
        var random = new Random(seed);
        var blocks = Enumerable.Range(0, random.Next(1, 12)).Select(i => WithLines(SampleBlocks.Random((seed * 100) + i), random)).ToList();
        Assert.All(blocks, block => Assert.True(BlockMerge.CanMerge(block)));
        return blocks;
    }

    private static ReadingsRecorded WithLines(ReadingsRecorded block, Random random)
    {
        if (block.Groups.Count == 0 || random.Next(2) == 0)
        {
            return block;
        }

        var (device, receivedAt) = (block.Groups[0].Sources[block.Groups[0].SourceIndex[0]].Device, block.Groups[0].ReceivedAt[0]);
        var day = JapanDay.Of(receivedAt);
        var stored = block.Groups.Sum(group => Enumerable.Range(0, group.Count).Count(i => group.Sources[group.SourceIndex[i]].Device == device && JapanDay.Of(group.ReceivedAt[i]) == day));
        var aside = new SetAsideReading
        {
            Device = device,
            Sensor = "main",
            MeasuredAt = 0,
            ReceivedAt = receivedAt,
            Reason = SetAsideReasons.ClockNotSet,
            Values = new Dictionary<string, double?> { ["metric_0"] = random.NextDouble() },
        };
        var tally = new DeviceTally { Device = device, Day = day, Received = stored + 6, Stored = stored, Duplicate = 2, SetAside = 3, DeadLettered = 1 };
        return block with { SetAside = [aside], Tallies = [tally] };
    }

    private static SortedDictionary<string, List<string>> Flatten(IEnumerable<ReadingsRecorded> blocks)
    {
        Dictionary<ReadingSource, List<string>> readings = [];
        foreach (var block in blocks)
        {
            BlockReadings.AddTo(readings, block);
        }

        return new SortedDictionary<string, List<string>>(readings.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value), StringComparer.Ordinal);
    }

    private static List<string> Count(IEnumerable<ReadingsRecorded> blocks) =>
        [.. blocks.SelectMany(block => LedgerCounting.Of(block, RecordedAt))
            .GroupBy(count => (count.Device, count.Day, count.Entry, count.Reason))
            .Select(group => $"{group.Key} {group.Sum(count => count.Count)}")
            .Where(line => !line.EndsWith(" 0", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    private static ReadingsRecorded OneReading(string device, long instant, string decoder = "json/1") => new()
    {
        Groups =
        [
            new ReadingGroup
            {
                Metrics = new MetricSet("stage"),
                Sources = [new ReadingSource(device, ReadingSource.DefaultSensor)],
                SourceIndex = [0],
                MeasuredAt = [instant],
                ReceivedAt = [instant + 5],
                Values = [[1.25]],
                Decoder = decoder,
            },
        ],
    };
}
