using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.EventStore.Archive;
using MiyagiSensing.Unit.Domain.Journal;
using Xunit;

namespace MiyagiSensing.Unit.EventStore.Archive;

public sealed class ArchiveBlockTests(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 50)];

    [Fact]
    public void Everything_a_block_can_hold_comes_back() =>
        BlockAssert.Equal(SampleBlocks.Full, ArchiveBlock.Decode(ArchiveBlock.Encode(SampleBlocks.Full)));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_block_comes_back(int seed)
    {
        var block = SampleBlocks.Random(seed);

        BlockAssert.Equal(block, ArchiveBlock.Decode(ArchiveBlock.Encode(block)));
    }

    /// <summary>100 devices at 10 readings a second, each a block of its own; a minute's blocks are merged, since the clock's event stands between minutes.</summary>
    [Fact]
    public void Thin_traffic_takes_less_than_12_bytes_a_reading()
    {
        const int minutes = 100;
        const int perMinute = 600;
        var random = new Random(1);
        var levels = Enumerable.Range(0, 100).Select(_ => random.Next(100, 400)).ToArray();
        long bytes = 0;
        for (var minute = 0; minute < minutes; minute++)
        {
            var blocks = Enumerable.Range(0, perMinute).Select(i => OneReading(random, levels, (minute * 60_000L) + (i * 100L))).ToList();
            bytes += ArchiveBlock.Encode(BlockMerge.Merge(blocks)).Length;
        }

        var each = (double)bytes / (minutes * perMinute);
        output.WriteLine($"{each:F2} bytes a reading");
        Assert.InRange(each, 1, 12);
    }

    private static ReadingsRecorded OneReading(Random random, int[] levels, long instant)
    {
        var device = random.Next(levels.Length);
        levels[device] += random.Next(-3, 4);
        var measuredAt = 1_795_208_400_000 + instant + random.Next(100);
        return new ReadingsRecorded
        {
            Groups =
            [
                new ReadingGroup
                {
                    Metrics = new MetricSet("stage"),
                    Sources = [new ReadingSource($"river-{device}-d1", ReadingSource.DefaultSensor)],
                    SourceIndex = [0],
                    MeasuredAt = [measuredAt],
                    ReceivedAt = [measuredAt + random.Next(5, 60)],
                    Values = [[levels[device] / 100.0]],
                    Decoder = "json/1",
                },
            ],
        };
    }
}
