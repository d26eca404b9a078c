using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ledger;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Ingest;
using MiyagiSensing.Ingest.Identities;
using MiyagiSensing.Ingest.Pipeline;
using MiyagiSensing.Unit.Ingest;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Ledger;

public sealed class LedgerCountingTests
{
    private static readonly IngestOptions Options = new();
    private static readonly string[] Devices = ["river-1", "buoy-1", "buoy-2"];
    private static readonly MetricSet[] Shapes = [new("water_temp"), new("salinity"), new("water_temp", "salinity")];

    /// <summary>A minute before midnight in Japan, so that batches lie on both sides.</summary>
    private static readonly DateTimeOffset Late = new(2026, 11, 21, 14, 59, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void What_was_submitted_is_received_and_adds_up_for_every_device_and_day(int seed)
    {
        var random = new Random(seed);
        var window = new IdentityWindow(budget: 100_000);
        Dictionary<(string, DateOnly), long> submitted = [];
        List<LedgerCount> ledger = [];
        for (var batch = 0; batch < 60; batch++)
        {
            var messages = Enumerable.Range(0, random.Next(1, 20)).Select(_ => Message(random, batch)).ToList();
            foreach (var message in messages)
            {
                var key = (message.Device, message.ReceivedAt < Late.AddMinutes(1) ? new DateOnly(2026, 11, 21) : new DateOnly(2026, 11, 22));
                submitted[key] = submitted.GetValueOrDefault(key) + message.Readings.Count + message.DeadLettered;
            }

            ledger.AddRange(Commit(messages, window));
        }

        foreach (var ((device, day), expected) in submitted)
        {
            var own = ledger.Where(count => count.Device == device && count.Day == day).ToList();
            Assert.Equal(expected, own.Where(count => count.Entry == LedgerEntry.Received).Sum(count => count.Count));
            Assert.Equal(expected, own.Where(count => count.Entry != LedgerEntry.Received).Sum(count => count.Count));
        }

        Assert.Equal(submitted.Values.Sum(), ledger.Where(count => count.Entry == LedgerEntry.Received).Sum(count => count.Count));
        Assert.All(Enum.GetValues<LedgerEntry>(), entry => Assert.Contains(ledger, count => count.Entry == entry && count.Count > 0));
        Assert.Contains(ledger, count => count.Reason == SetAsideReasons.Conflict);
        Assert.Contains(ledger, count => count.Reason == "not_json");
    }

    [Fact]
    public void A_reading_that_conflicts_only_in_part_counts_as_stored()
    {
        var window = new IdentityWindow(budget: 1_000);
        Commit([Reading(Shapes[0], [14.2])], window);

        var ledger = Commit([Reading(Shapes[2], [99, 33.1])], window);

        Assert.Equal(1, ledger.Single(count => count.Entry == LedgerEntry.Stored).Count);
        Assert.DoesNotContain(ledger, count => count.Entry == LedgerEntry.Quarantined);
    }

    [Fact]
    public void A_block_of_a_build_that_wrote_no_days_counts_for_the_day_on_which_it_was_stored()
    {
        var old = new ReadingsRecorded
        {
            Groups = [],
            SetAside = [new SetAsideReading { Device = "d", Sensor = "main", MeasuredAt = 0, ReceivedAt = 0, Reason = SetAsideReasons.ClockNotSet, Values = new Dictionary<string, double?>() }],
            Tallies = [new DeviceTally { Device = "d", Received = 6, Duplicate = 2, SetAside = 3, DeadLettered = 1 }],
        };

        var counts = LedgerCounting.Of(old, Late);

        Assert.All(counts, count => Assert.Equal(new DateOnly(2026, 11, 21), count.Day));
        Assert.Equal(6, counts.Single(count => count.Entry == LedgerEntry.Received).Count);
        Assert.Equal(1, counts.Single(count => count.Reason == SetAsideReasons.ClockNotSet).Count);
        Assert.Equal(2, counts.Single(count => count.Reason == SetAsideReasons.Conflict).Count);
    }

    /// <summary>Through the pipeline's own stages, and through JSON as the journal has it.</summary>
    private static List<LedgerCount> Commit(IReadOnlyList<TestMessage> messages, IdentityWindow window)
    {
        var batch = Deduplication.Run(ClockScreening.Run(new IntakeBatch(messages), Options), window);
        BlockAssembly.Run(batch, Guid.NewGuid(), Late, trace: null);
        List<LedgerCount> counts = [];
        foreach (var data in batch.Events.Select(item => EventCatalog.Deserialize(EventCatalog.NameOf(item.Data), EventCatalog.Serialize(item.Data))))
        {
            if (data is ReadingsRecorded block)
            {
                counts.AddRange(LedgerCounting.Of(block, Late));
            }
            else if (data is MessageDeadLettered letter)
            {
                counts.Add(LedgerCounting.Of(letter));
            }
        }

        return counts;
    }

    private static TestMessage Message(Random random, int batch)
    {
        var device = Devices[random.Next(Devices.Length)];
        var receivedAt = Late.AddSeconds(batch + random.Next(20));
        var readings = Enumerable.Range(0, random.Next(0, 6)).Select(_ => Random(random, device, receivedAt)).ToArray();
        var letters = Enumerable.Range(0, readings.Length == 0 || random.Next(8) == 0 ? random.Next(1, 3) : 0).Select(_ => Letter(device, receivedAt)).ToArray();
        return new TestMessage { Device = device, ReceivedAt = receivedAt, PayloadBytes = 50, Readings = readings, Events = letters, DeadLettered = letters.Length };
    }

    private static Reading Random(Random random, string device, DateTimeOffset receivedAt)
    {
        var shape = Shapes[random.Next(Shapes.Length)];
        var measuredAt = random.Next(12) switch
        {
            0 => receivedAt.AddHours(9),
            1 => receivedAt.AddDays(2),
            2 => DateTimeOffset.UnixEpoch,
            3 => receivedAt.AddYears(-20),
            _ => Late.AddMinutes(-random.Next(30)),
        };
        return new Reading
        {
            Source = new ReadingSource(device, "main"),
            Metrics = shape,
            Values = [.. Enumerable.Range(0, shape.Count).Select(_ => (double)random.Next(2))],
            MeasuredAt = measuredAt,
            ReceivedAt = receivedAt,
            Sequence = random.Next(20),
            Identity = (IdentityKind)random.Next(3),
            Decoder = "json/1",
        };
    }

    private static TestMessage Reading(MetricSet metrics, double[] values) =>
        TestReadings.Message(TestReadings.At(TestReadings.Noon, metrics: metrics, values: values));

    private static NewEvent Letter(string device, DateTimeOffset receivedAt) => new(
        Guid.NewGuid(),
        "dead-letters:20261121",
        new MessageDeadLettered { Device = device, Topic = "t", Reason = "the payload is not JSON", Kind = "not_json", Raw = [], ReceivedAt = receivedAt },
        EventHeaders.Platform);
}
