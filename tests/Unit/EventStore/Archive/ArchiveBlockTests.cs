using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.EventStore.Archive;
using MiyagiSensing.Unit.Domain.Journal;
using Xunit;

namespace MiyagiSensing.Unit.EventStore.Archive;

public sealed class ArchiveBlockTests(ITestOutputHelper output)
{
    private const long From = 4_711;
    private const long FromVersion = 17;
    private const long Morning = 1_795_208_400_000;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 50)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_events_come_back_but_for_their_ids(int seed)
    {
        var random = new Random(seed);
        var events = Enumerable.Range(0, random.Next(1, 30))
            .Select(i => Event(i, InOrder(i % 7 == 3 ? SampleBlocks.Full : SampleBlocks.Random((seed * 100) + i)), random.NextInt64(100_000_000_000), i % 3 == 0 ? $"{i:x32}" : null))
            .ToList();

        AssertComeBack(events);
    }

    [Fact]
    public void The_order_of_an_events_groups_comes_back()
    {
        var (a, b) = (Group("gauge-1", 1, "json/1"), Group("gauge-2", 2, "other/1"));
        AssertComeBack([Event(0, Block(a, b), 10, null), Event(1, Block(b, a), 20, null), Event(2, Block(a, a), 30, null), Event(3, Block(), 40, null)]);
    }

    [Fact]
    public void One_reading_events_of_one_shape_share_their_columns()
    {
        var alone = ArchiveBlock.Encode([Event(0, Block(Group("gauge-1", 0, "json/1")), 0, null)]).Length;
        var together = ArchiveBlock.Encode([.. Enumerable.Range(0, 1_000).Select(i => Event(i, Block(Group($"gauge-{i % 10}", i * 1_000L, "json/1")), (i * 1_000_000L) + 5_000, null))]).Length;

        Assert.InRange(together, 1, 3 * alone);
    }

    [Fact]
    public void An_id_tells_the_position_and_that_it_was_made_up() =>
        Assert.Equal(Guid.Parse("00000000-0000-8000-8000-000000001267"), ArchiveBlock.IdOf(From));

    [Fact]
    public void Garbage_and_a_part_are_refused()
    {
        var bytes = ArchiveBlock.Encode([Event(0, SampleBlocks.Full, 0, null)]);

        Assert.Throws<InvalidDataException>(() => ArchiveBlock.Decode([1, 2, 3], "journal:0:20261121", From, FromVersion));
        Assert.Throws<InvalidDataException>(() => ArchiveBlock.Decode(bytes[..(bytes.Length / 2)], "journal:0:20261121", From, FromVersion));
    }

    /// <summary>100 devices at 10 readings a second, each an event of its own; a minute is one block, since the clock's event stands between minutes.</summary>
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
            bytes += ArchiveBlock.Encode([.. Enumerable.Range(0, perMinute).Select(i => Thin(i, random, levels, (minute * 60_000L) + (i * 100L)))]).Length;
        }

        var each = (double)bytes / (minutes * perMinute);
        output.WriteLine($"{each:F2} bytes a reading");
        Assert.InRange(each, 1, 12);
    }

    private static void AssertComeBack(List<RecordedEvent> events)
    {
        var back = ArchiveBlock.Decode(ArchiveBlock.Encode(events), events[0].Stream, From, FromVersion);

        Assert.Equal(events.Count, back.Length);
        foreach (var (stored, archived) in events.Zip(back))
        {
            BlockAssert.Equal((ReadingsRecorded)stored.Data!, (ReadingsRecorded)archived.Data!);
            Assert.True(EventSameness.Holds(stored, archived), $"event {stored.Position}");
            Assert.Equal(ArchiveBlock.IdOf(stored.Position), archived.Id);
        }
    }

    /// <summary>The sources as the intake lists them: in the order in which they first stand.</summary>
    private static ReadingsRecorded InOrder(ReadingsRecorded block) => block with { Groups = [.. block.Groups.Select(group => MergedGroup.Cut(group, 0, group.Count))] };

    private static ReadingsRecorded Block(params IReadOnlyList<ReadingGroup> groups) => new() { Groups = groups };

    private static ReadingGroup Group(string device, long instant, string decoder) => new()
    {
        Metrics = new MetricSet("stage"),
        Sources = [new ReadingSource(device, ReadingSource.DefaultSensor)],
        SourceIndex = [0],
        MeasuredAt = [Morning + instant],
        ReceivedAt = [Morning + instant + 5],
        Values = [[1.25]],
        Decoder = decoder,
    };

    private static RecordedEvent Event(int i, ReadingsRecorded block, long microseconds, string? trace) => new()
    {
        Position = From + i,
        Id = Guid.NewGuid(),
        Stream = "journal:0:20261121",
        Version = FromVersion + i,
        Type = EventCatalog.ReadingsRecorded,
        RecordedAt = DateTimeOffset.FromUnixTimeMilliseconds(Morning).AddMicroseconds(microseconds),
        Headers = new EventHeaders("platform", trace, trace?[..16]),
        Data = block,
    };

    private static RecordedEvent Thin(int i, Random random, int[] levels, long instant)
    {
        var device = random.Next(levels.Length);
        levels[device] += random.Next(-3, 4);
        var measured = instant + random.Next(100);
        var received = measured + random.Next(5, 60);
        var group = Group($"river-{device}-d1", measured, "json/1").With([[levels[device] / 100.0]]);
        group.ReceivedAt[0] = Morning + received;
        return Event(i, Block(group), (received * 1_000) + random.Next(600, 5_000), null);
    }
}
