using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Ingest;
using MiyagiSensing.Ingest.Pipeline;
using Xunit;

namespace MiyagiSensing.Unit.Ingest.Pipeline;

public sealed class ClockScreeningTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData(300, null)]
    [InlineData(301, SetAsideReasons.Future)]
    [InlineData(32_400, SetAsideReasons.JapanTimeAsUtc)]
    [InlineData(32_400 - 299, SetAsideReasons.JapanTimeAsUtc)]
    [InlineData(32_400 + 301, SetAsideReasons.Future)]
    [InlineData(-86_400, null)]
    [InlineData(-11L * 365 * 86_400, SetAsideReasons.TooOld)]
    [InlineData(-40L * 365 * 86_400, SetAsideReasons.ClockNotSet)]
    public void A_reading_is_judged_by_how_far_its_clock_is_from_ours(long secondsAhead, string? reason)
    {
        var reading = TestReadings.At(TestReadings.Noon.AddSeconds(secondsAhead));

        Assert.Equal(reason, ClockScreening.FaultOf(reading, new IngestOptions()));
    }

    [Fact]
    public void What_is_set_aside_keeps_its_values_and_the_rest_goes_on()
    {
        var good = TestReadings.At(TestReadings.Noon);
        var batch = new IntakeBatch([TestReadings.Message(good, TestReadings.At(TestReadings.Noon.AddHours(1), 9.9))]);

        ClockScreening.Run(batch, new IngestOptions());

        Assert.Equal([good], batch.Accepted);
        var aside = Assert.Single(batch.SetAside);
        Assert.Equal(SetAsideReasons.Future, aside.Reason);
        Assert.Equal(9.9, aside.Values["stage"]);
    }
}
