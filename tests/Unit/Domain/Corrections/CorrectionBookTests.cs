using MiyagiSensing.Domain.Corrections;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Corrections;

public sealed class CorrectionBookTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
    private readonly CorrectionBook _book = new();

    [Theory]
    [InlineData(CorrectionKinds.Set, 3.5, 10, 3.5)]
    [InlineData(CorrectionKinds.Set, 3.5, double.NaN, 3.5)]
    [InlineData(CorrectionKinds.Offset, -0.5, 10, 9.5)]
    [InlineData(CorrectionKinds.Offset, -0.5, double.NaN, double.NaN)]
    [InlineData(CorrectionKinds.Scale, 2.0, 10, 20)]
    [InlineData(CorrectionKinds.Scale, double.MaxValue, 10, double.NaN)]
    [InlineData(CorrectionKinds.Missing, null, 10, double.NaN)]
    public void A_correction_changes_a_value(string kind, double? value, double old, double expected)
    {
        Make("a", 1, kind, value);

        Assert.Equal(expected, At(Noon, old).Value);
        Assert.Equal(["a"], At(Noon, old).Corrections);
    }

    [Fact]
    public void The_stretch_begins_with_its_first_instant_and_ends_before_its_last()
    {
        Make("a", 1, CorrectionKinds.Offset, 1);

        Assert.Equal(10, At(Noon.AddHours(-1).AddMilliseconds(-1), 10).Value);
        Assert.Equal(11, At(Noon.AddHours(-1), 10).Value);
        Assert.Equal(10, At(Noon.AddHours(1), 10).Value);
    }

    [Fact]
    public void Several_apply_in_the_order_in_which_they_were_made_and_one_undone_leaves_the_others()
    {
        Make("a", 1, CorrectionKinds.Offset, 1);
        Make("b", 2, CorrectionKinds.Scale, 10);
        Assert.Equal(30, At(Noon, 2).Value);

        Undo("a", 3);

        Assert.Equal(20, At(Noon, 2).Value);
        Assert.Equal(["b"], At(Noon, 2).Corrections);
        Assert.Equal(["a", "b"], _book.All.Select(correction => correction.Id));
    }

    [Fact]
    public void What_was_known_on_an_instant_counts_what_held_then()
    {
        Make("a", 1, CorrectionKinds.Offset, 1);
        Undo("a", 3);

        Assert.Equal(10, At(Noon, 10, Recorded(1).AddMilliseconds(-1)).Value);
        Assert.Equal(11, At(Noon, 10, Recorded(1)).Value);
        Assert.Equal(11, At(Noon, 10, Recorded(3).AddMilliseconds(-1)).Value);
        Assert.Equal(10, At(Noon, 10, Recorded(3)).Value);
    }

    [Fact]
    public void What_is_not_known_or_undone_already_is_left_alone()
    {
        Make("a", 1, CorrectionKinds.Offset, 1);
        Undo("a", 2);

        Assert.False(_book.Fold(3, Recorded(3), new CorrectionUndone { Correction = "a", Reason = "again", By = "operator" }, out _));
        Assert.False(_book.Fold(4, Recorded(4), new CorrectionUndone { Correction = "b", Reason = "unknown", By = "operator" }, out _));
        Assert.False(_book.Fold(5, Recorded(5), new TimeAdvanced { At = Noon }, out _));
        Assert.Equal("take back", _book.Find("a")!.Undone!.Reason);
    }

    [Fact]
    public void A_group_is_corrected_value_by_value_and_never_altered()
    {
        var group = new ReadingGroup
        {
            Metrics = new MetricSet("stage", "battery"),
            Sources = [new ReadingSource("river-1", "main"), new ReadingSource("river-2", "main")],
            SourceIndex = [0, 1, 0],
            MeasuredAt = [Noon.ToUnixTimeMilliseconds(), Noon.ToUnixTimeMilliseconds(), Noon.AddHours(5).ToUnixTimeMilliseconds()],
            ReceivedAt = [0, 0, 0],
            Values = [[1, 2, 3], [4, 5, 6]],
            Decoder = "json/1",
        };
        Assert.Same(group, _book.Corrected(group));
        Make("other", 1, CorrectionKinds.Offset, 1, "elsewhere");
        Assert.Same(group, _book.Corrected(group));

        Make("a", 2, CorrectionKinds.Offset, 10);

        var corrected = _book.Corrected(group);
        Assert.Equal([11, 2, 3], corrected.Values[0]);
        Assert.Same(group.Values[1], corrected.Values[1]);
        Assert.Equal([1, 2, 3], group.Values[0]);
    }

    private static DateTimeOffset Recorded(long position) => Noon.AddDays(1).AddMinutes(position);

    private CorrectedValue At(DateTimeOffset measuredAt, double raw, DateTimeOffset? asKnownOn = null) =>
        _book.Corrected("river-1", "main", "stage", measuredAt, raw, asKnownOn);

    private void Make(string id, long position, string kind, double? value, string device = "river-1") => Assert.True(_book.Fold(
        position,
        Recorded(position),
        new CorrectionMade
        {
            Correction = id,
            Device = device,
            Sensor = "main",
            Metric = "stage",
            From = Noon.AddHours(-1),
            To = Noon.AddHours(1),
            Kind = kind,
            Value = value,
            Reason = "wrong",
            By = "operator",
            Readings = 0,
            OldHash = "",
        },
        out _));

    private void Undo(string id, long position) => Assert.True(_book.Fold(
        position, Recorded(position), new CorrectionUndone { Correction = id, Reason = "take back", By = "operator" }, out _));
}
