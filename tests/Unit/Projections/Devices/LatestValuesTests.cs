using FsCheck;
using FsCheck.Fluent;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.Devices;
using Xunit;

namespace MiyagiSensing.Unit.Projections.Devices;

public sealed class LatestValuesTests
{
    private const long Minute = 60_000;
    private const long Noon = 1_763_694_000_000;

    [Fact]
    public void A_clock_that_ran_ahead_hides_nothing_that_comes_after_it()
    {
        var latest = new LatestValues();

        latest.Fold(Reading(Noon + (4 * Minute), Noon, 9.9));
        latest.Fold(Reading(Noon + Minute, Noon + Minute, 1.5));

        Assert.Equal(1.5, Assert.Single(latest.Changed).Value);
    }

    [Fact]
    public void What_was_measured_before_and_came_late_changes_nothing()
    {
        var latest = new LatestValues();

        latest.Fold(Reading(Noon, Noon, 1.5));
        latest.Fold(Reading(Noon - Minute, Noon + Minute, 9.9));

        Assert.Equal(1.5, Assert.Single(latest.Changed).Value);
    }

    [Fact]
    public void History_that_is_brought_in_is_kept_and_told_to_nobody()
    {
        var latest = new LatestValues();

        latest.Fold(Reading(Noon, Noon, 1.5, Decoders.Import));

        Assert.True(latest.HasChanges);
        Assert.Empty(latest.Changed);
        Assert.Equal(1.5, latest.Find(new ReadingSource("gauge", "main"), "stage")?.Value);
    }

    [Fact]
    public void Order_does_not_matter() => Prop
        .ForAll(ArbMap.Default.ArbFor<Tuple<sbyte, sbyte, int>[]>(), AssertOrderDoesNotMatter)
        .QuickCheckThrowOnFailure();

    private static void AssertOrderDoesNotMatter(Tuple<sbyte, sbyte, int>[] drawn)
    {
        // One value an instant, as the journal has it; arrivals from two hours before the device's clock to two hours after.
        var readings = drawn.DistinctBy(item => item.Item1).ToList();
        var (one, other) = (new LatestValues(), new LatestValues());

        readings.ForEach(item => one.Fold(Reading(item)));
        readings.OrderBy(item => item.Item3).ToList().ForEach(item => other.Fold(Reading(item)));

        Assert.Equal(one.Changed, other.Changed);
    }

    private static ReadingGroup Reading(Tuple<sbyte, sbyte, int> drawn) =>
        Reading(Noon + (drawn.Item1 * Minute), Noon + ((drawn.Item1 + drawn.Item2) * Minute), drawn.Item1);

    private static ReadingGroup Reading(long measuredAt, long receivedAt, double value, string decoder = "json/1") => new()
    {
        Metrics = new MetricSet("stage"),
        Sources = [new ReadingSource("gauge", "main")],
        SourceIndex = [0],
        MeasuredAt = [measuredAt],
        ReceivedAt = [receivedAt],
        Values = [[value]],
        Decoder = decoder,
    };
}
