using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Fisheries;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Fisheries;

public sealed class LimitTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 1, 3, 0, 0, TimeSpan.Zero);

    private static readonly MetricDefinition Metric = new()
    {
        Domain = "buoy",
        Name = "water_temp",
        Title = Figures.Text,
        Unit = "Cel",
        DisplayUnit = "°C",
        Minimum = -2,
        Maximum = 40,
    };

    [Theory]
    [InlineData("above", 29.9, false, 0.1)]
    [InlineData("above", 30, true, 0)]
    [InlineData("above", 30.1, true, -0.1)]
    [InlineData("below", 30.1, false, 0.1)]
    [InlineData("below", 30, true, 0)]
    [InlineData("below", 29.9, true, -0.1)]
    public void A_limit_is_reached_at_its_value(string direction, double value, bool isReached, double margin)
    {
        var reading = LimitReading.Of(Figures.Limit(direction: direction), Metric, new NewestValue(value, Now.AddMinutes(-10)), "buoy-1", Now);

        Assert.Equal((isReached, null, 600), (reading.Reached, reading.Unknown, reading.AgeSeconds));
        Assert.Equal(margin, reading.Margin!.Value, 9);
    }

    [Fact]
    public void What_is_not_measured_just_now_is_not_known_whatever_it_was()
    {
        var limit = Figures.Limit();
        LimitReading Of(double? value, int minutes) => LimitReading.Of(limit, Metric, new NewestValue(value, Now.AddMinutes(-minutes)), "buoy-1", Now);

        Assert.Equal(UnknownReasons.NeverMeasured, LimitReading.Of(limit, Metric, null, "buoy-1", Now).Unknown);
        Assert.Equal((UnknownReasons.NoValue, (bool?)null), (Of(null, 1).Unknown, Of(null, 1).Reached));
        Assert.Equal((UnknownReasons.Impossible, (bool?)null), (Of(50, 1).Unknown, Of(50, 1).Reached));
        Assert.Null(Of(31, 180).Unknown);
        Assert.Equal((UnknownReasons.Old, true), (Of(31, 181).Unknown, Of(31, 181).Reached));
    }

    [Fact]
    public void Silence_is_never_normal()
    {
        LimitReading Read(double value, int hours, string level = LimitLevels.Danger) =>
            LimitReading.Of(Figures.Limit(level), Metric, new NewestValue(value, Now.AddHours(-hours)), "buoy-1", Now);

        Assert.Equal(SpeciesState.Normal, SpeciesState.Of(true, [Read(20, 0), Read(21, 1)]));
        Assert.Equal(SpeciesState.PartlyKnown, SpeciesState.Of(true, [Read(20, 0), Read(20, 4)]));
        Assert.Equal(SpeciesState.NotKnown, SpeciesState.Of(true, [Read(31, 4), Read(20, 5)]));
        Assert.Equal(LimitLevels.Danger, SpeciesState.Of(true, [Read(31, 0, LimitLevels.Caution), Read(30, 0), Read(20, 9)]));
        Assert.Equal(SpeciesState.NoLimits, SpeciesState.Of(true, []));
        Assert.Equal(SpeciesState.OutOfSeason, SpeciesState.Of(false, [Read(31, 0)]));
    }

    [Fact]
    public void A_districts_own_change_wins_over_one_for_all_and_that_over_the_catalog()
    {
        var (heat, cold) = (Figures.Limit(), Figures.Limit(direction: "below", value: 10));
        var species = Figures.Species([8], heat, cold);
        SpeciesLimitChanged Change(string change, double? value, string? district, string? source = null) => new("oyster", heat.Id, district, change, value, "because", source);
        double? In(string? district, params SpeciesLimitChanged[] changes) =>
            LimitChanges.Effective(species, changes, district).FirstOrDefault(limit => limit.Id == heat.Id)?.Value;

        Assert.Equal(30, In("naruse"));
        Assert.Equal(29, In("naruse", Change("set", 29, null)));
        Assert.Equal(28, In("naruse", Change("set", 28, "naruse"), Change("set", 29, null)));
        Assert.Equal(29, In("yamoto", Change("set", 28, "naruse"), Change("set", 29, null)));
        Assert.Equal(29, In("naruse", Change("set", 29, null), Change("set", 28, "naruse"), Change("reset", null, "naruse")));
        Assert.Equal(30, In("naruse", Change("set", 29, null), Change("reset", null, null)));
        Assert.Null(In("naruse", Change("off", null, "naruse")));
        Assert.Equal(30, In("naruse", Change("set", 20, null) with { Species = "scallop" }));
        Assert.Equal("because", LimitChanges.Effective(species, [Change("set", 29, null)], null)[0].Source);
        Assert.Equal("a paper", LimitChanges.Effective(species, [Change("set", 29, null, "a paper")], null)[0].Source);
        Assert.Contains(cold, LimitChanges.Effective(species, [Change("off", null, null)], null));
    }

    [Fact]
    public void Months_stage_sensor_and_depth_narrow_a_limit()
    {
        var species = Figures.Species([7, 8]);
        var limit = Figures.Limit() with { Stage = "growing" };

        Assert.True(species.IsJudgedBy(limit, 7));
        Assert.False(species.IsJudgedBy(limit, 9));
        Assert.False(species.IsJudgedBy(limit with { Stage = "harvest" }, 7));
        Assert.False(species.IsJudgedBy(limit with { Months = [8] }, 7));
        Assert.True((limit with { Sensors = ["5m"] }).AppliesTo("5m"));
        Assert.False((limit with { Sensors = ["5m"] }).AppliesTo("main"));
        Assert.True((limit with { DepthTo = 1.5 }).AppliesTo("1m5"));
        Assert.False((limit with { DepthTo = 1.5 }).AppliesTo("2m"));
        Assert.False((limit with { DepthFrom = 1 }).AppliesTo("main"));
    }

    [Theory]
    [InlineData("5m", 5.0)]
    [InlineData("1m5", 1.5)]
    [InlineData("0m", 0.0)]
    [InlineData("main", null)]
    [InlineData("m", null)]
    [InlineData("5mm", null)]
    [InlineData("bottom", null)]
    [InlineData("-5m", null)]
    public void The_depth_stands_in_the_sensors_name(string sensor, double? depth) => Assert.Equal(depth, SensorDepth.Of(sensor));

    [Fact]
    public void Days_in_stress_are_days_on_which_any_sensor_reached_the_limit_and_missing_ones_are_named()
    {
        var limit = Figures.Limit(value: 25);
        var species = Figures.Species([5, 6, 7], limit);
        var figures = Figures.From(new DateOnly(2026, 4, 28), 30, 30, 30, 24.4, 24.5, 26).Select(figure => ("1m", figure))
            .Concat(Figures.From(new DateOnly(2026, 5, 1), 25, 20).Select(figure => ("5m", figure)));

        var stress = StressDays.Of(species, limit, "buoy-1", figures, new DateOnly(2026, 5, 10));

        // April is out of season; on 1 May the deep sensor reaches it, on 2 and 3 May the shallow one, at 24.5 + 0.5 and 26.5.
        Assert.Equal(new StressDays(limit, "buoy-1", new DateOnly(2026, 4, 1), new DateOnly(2026, 5, 10), 3, 3, 7), stress);
    }

    [Fact]
    public void An_initiatives_state_is_what_its_steps_up_to_the_day_say()
    {
        InitiativeStep[] steps = [new("running", new DateOnly(2026, 4, 1)), new("paused", new DateOnly(2026, 8, 1)), new("running", new DateOnly(2026, 12, 1)), new("ended", new DateOnly(2027, 3, 31))];

        Assert.Equal(
            ["planned", "running", "paused", "running", "ended"],
            new[] { new DateOnly(2026, 3, 31), new DateOnly(2026, 4, 1), new DateOnly(2026, 11, 30), new DateOnly(2027, 3, 30), new DateOnly(2027, 3, 31) }.Select(day => InitiativeStates.On(steps, day)));
    }
}
