using MiyagiSensing.Domain.Journal;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Journal;

/// <summary>Equality of journal blocks, whose records hold arrays.</summary>
internal static class BlockAssert
{
    public static void Equal(ReadingsRecorded expected, ReadingsRecorded actual)
    {
        Assert.Equal(expected.Groups.Count, actual.Groups.Count);
        foreach (var (want, have) in expected.Groups.Zip(actual.Groups))
        {
            Assert.Equal(want.Metrics, have.Metrics);
            Assert.Equal(want.Sources, have.Sources);
            Assert.Equal(want.SourceIndex, have.SourceIndex);
            Assert.Equal(want.MeasuredAt, have.MeasuredAt);
            Assert.Equal(want.ReceivedAt, have.ReceivedAt);
            Assert.Equal(want.Sequence, have.Sequence);
            Assert.Equal(want.Values, have.Values);
            Assert.Equal((want.Clock, want.Identity, want.Decoder), (have.Clock, have.Identity, have.Decoder));
        }

        Assert.Equal(expected.SetAside.Select(Flat), actual.SetAside.Select(Flat));
        Assert.Equal(expected.Tallies, actual.Tallies);
    }

    private static string Flat(SetAsideReading reading) =>
        $"{reading.Device} {reading.Sensor} {reading.MeasuredAt} {reading.ReceivedAt} {reading.Reason} {string.Join(' ', reading.Values)}";
}
