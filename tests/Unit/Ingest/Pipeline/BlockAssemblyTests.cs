using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Ingest;
using MiyagiSensing.Ingest.Identities;
using MiyagiSensing.Ingest.Pipeline;
using Xunit;

namespace MiyagiSensing.Unit.Ingest.Pipeline;

public sealed class BlockAssemblyTests
{
    private static readonly IngestOptions Options = new();
    private static readonly DateOnly Today = new(2026, 11, 21);
    private readonly IdentityWindow _window = new(budget: 100_000);

    [Fact]
    public void Readings_of_one_shape_share_a_group_in_columns()
    {
        var buoy = new ReadingSource("buoy-1", "1m");
        var sea = new MetricSet("water_temp", "salinity");
        var block = Assemble(TestReadings.Message(
            TestReadings.At(TestReadings.Noon, 1.5),
            TestReadings.At(TestReadings.Noon, source: buoy, metrics: sea, values: [14.2, 33.1]),
            TestReadings.At(TestReadings.Noon.AddSeconds(-1), 1.4)));

        Assert.Equal(2, block.Groups.Count);
        var river = block.Groups[0];
        Assert.Equal([1.5, 1.4], river.Values[0]);
        Assert.Equal([0, 0], river.SourceIndex);
        Assert.Equal(3, block.Count);
    }

    [Fact]
    public void A_device_whose_readings_are_all_stored_needs_no_tally()
    {
        Assert.Empty(Assemble(TestReadings.Message(TestReadings.At(TestReadings.Noon))).Tallies);
    }

    [Fact]
    public void The_ledger_adds_up_for_every_device()
    {
        var old = TestReadings.At(TestReadings.Noon.AddMinutes(-1));
        Assemble(TestReadings.Message(old));

        var block = Assemble(
            TestReadings.Message(old, TestReadings.At(TestReadings.Noon), TestReadings.At(TestReadings.Noon.AddHours(2))),
            TestReadings.Message(TestReadings.At(TestReadings.Noon.AddMinutes(-1), value: 99)),
            TestReadings.DeadLetter("river-1"),
            TestReadings.DeadLetter("buoy-9"));

        var river = block.Tallies.Single(tally => tally.Device == "river-1");
        Assert.Equal(
            new DeviceTally { Device = "river-1", Day = Today, Received = 5, Stored = 1, Duplicate = 1, SetAside = 2, DeadLettered = 1 }, river);
        Assert.Equal(new DeviceTally { Device = "buoy-9", Day = Today, Received = 1, DeadLettered = 1 }, block.Tallies.Single(tally => tally.Device == "buoy-9"));
        Assert.All(block.Tallies, tally => Assert.Equal(tally.Received, tally.Stored + tally.Duplicate + tally.SetAside + tally.DeadLettered));
    }

    private ReadingsRecorded Assemble(params TestMessage[] messages)
    {
        var batch = Deduplication.Run(ClockScreening.Run(new IntakeBatch(messages), Options), _window);
        BlockAssembly.Run(batch, Guid.NewGuid(), TestReadings.Noon, trace: null);
        return (ReadingsRecorded)batch.Events[0].Data;
    }
}
