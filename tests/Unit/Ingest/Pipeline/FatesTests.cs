using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Ingest;
using MiyagiSensing.Ingest.Identities;
using MiyagiSensing.Ingest.Pipeline;
using Xunit;

namespace MiyagiSensing.Unit.Ingest.Pipeline;

public sealed class FatesTests
{
    [Fact]
    public void A_message_that_asks_is_told_of_its_own_readings_only()
    {
        var (first, again, other) = (TestReadings.At(TestReadings.Noon, 1), TestReadings.At(TestReadings.Noon, 1), TestReadings.At(TestReadings.Noon, 2));
        var (future, fine) = (TestReadings.At(TestReadings.Noon.AddHours(2)), TestReadings.At(TestReadings.Noon.AddSeconds(1)));
        var counted = new CountedMessage { Device = "river-1", ReceivedAt = TestReadings.Noon, PayloadBytes = 9, Readings = [again, other, future, fine] };
        var batch = ClockScreening.Run(new IntakeBatch([TestReadings.Message(first), counted, TestReadings.Message(TestReadings.At(TestReadings.Noon, 1))]), new IngestOptions());
        Deduplication.Run(batch, new IdentityWindow(1_000));

        Fates.Tell(batch);

        Assert.Equal(1, counted.Counts!.Duplicate);
        Assert.Equal(
            [(SetAsideReasons.Conflict, 1), (SetAsideReasons.Future, 1)],
            counted.Counts.SetAside.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void History_may_be_of_any_age_but_not_of_the_future()
    {
        var old = TestReadings.At(TestReadings.Noon.AddYears(-14));
        var history = TestReadings.At(TestReadings.Noon.AddYears(-14), decoder: Decoders.Import);
        var ahead = TestReadings.At(TestReadings.Noon.AddHours(1), decoder: Decoders.Import);

        Assert.Equal(SetAsideReasons.TooOld, ClockScreening.FaultOf(old, new IngestOptions()));
        Assert.Null(ClockScreening.FaultOf(history, new IngestOptions()));
        Assert.Equal(SetAsideReasons.Future, ClockScreening.FaultOf(ahead, new IngestOptions()));
    }

    private sealed class CountedMessage : IntakeMessage
    {
        public override IntakeCounts? Counts { get; } = new();

        public override void Settle(IntakeOutcome outcome)
        {
        }
    }
}
