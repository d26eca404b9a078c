using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Readings;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Alerts;

public sealed class LevelMachineTests
{
    private static readonly double[] Limits = [9.45, 9.65, 10];

    [Fact]
    public void A_rise_over_two_levels_is_one_step_to_the_higher()
    {
        var steps = Fold(Rule(), until: 20, (0, 9.3), (10, 9.7));

        Assert.Equal([(10, -1, 1)], steps);
    }

    [Fact]
    public void A_flood_is_raised_escalated_eased_and_cleared_once()
    {
        var steps = Fold(Rule(hysteresis: 0.05), until: 90, (0, 9.31), (10, 9.43), (20, 9.52), (30, 9.62), (40, 9.67), (50, 9.76), (60, 9.62), (70, 9.5), (80, 9.38));

        Assert.Equal([(20, -1, 0), (40, 0, 1), (70, 1, 0), (80, 0, -1)], steps);
    }

    [Fact]
    public void What_must_hold_for_a_time_is_raised_when_the_time_is_over_not_when_the_next_sample_comes()
    {
        var rule = Rule(forMinutes: 10);

        Assert.Equal([(0, -1, -2)], Fold(rule, until: 9, (0, 9.5)));
        Assert.Equal([(0, -1, -2), (10, -2, 0)], Fold(rule, until: 12, (0, 9.5)));
        Assert.Equal([(0, -1, -2), (10, -2, 0)], Fold(rule, until: 30, (0, 9.5), (25, 9.5)));
    }

    [Fact]
    public void A_sample_that_says_otherwise_in_time_begins_it_again_also_in_the_last_instant()
    {
        var rule = Rule(forMinutes: 10);

        Assert.Equal([(0, -1, -2), (3, -2, -1), (5, -1, -2), (15, -2, 0)], Fold(rule, until: 30, (0, 9.5), (3, 9.4), (5, 9.5)));
        Assert.Equal([(0, -1, -2), (10, -2, -1), (12, -1, -2), (22, -2, 0)], Fold(rule, until: 30, (0, 9.5), (10, 9.4), (12, 9.5)));
    }

    [Fact]
    public void Each_level_must_hold_by_itself()
    {
        var steps = Fold(Rule(forMinutes: 10), until: 60, (0, 9.5), (4, 9.7), (8, 9.5), (12, 9.7), (16, 9.7));

        Assert.Equal([(0, -1, -2), (10, -2, 0), (22, 0, 1)], steps);
    }

    [Fact]
    public void A_level_is_kept_until_it_has_been_left_for_a_time()
    {
        var rule = Rule(keepMinutes: 30);

        Assert.Equal([(0, -1, 0), (70, 0, -1)], Fold(rule, until: 100, (0, 9.5), (10, 9.4), (20, 9.5), (40, 9.4)));
        Assert.Equal([(0, -1, 1), (40, 1, 0)], Fold(rule, until: 100, (0, 9.7), (10, 9.5)));
    }

    [Fact]
    public void A_fall_to_below_everything_clears_in_one_step()
    {
        Assert.Equal([(0, -1, 2), (10, 2, -1)], Fold(Rule(), until: 10, (0, 12), (10, 1)));
        Assert.Equal([(0, -1, 2), (30, 2, -1)], Fold(Rule(keepMinutes: 20), until: 60, (0, 12), (10, 1)));
    }

    [Fact]
    public void Silence_and_missing_values_take_nothing_back()
    {
        Assert.Equal([(0, -1, 1)], Fold(Rule(), until: 1_000_000, (0, 9.7), (10, double.NaN)));
        Assert.Equal([(0, -1, -2), (10, -2, 0)], Fold(Rule(forMinutes: 10), until: 20, (0, 9.5), (5, double.NaN)));
    }

    [Fact]
    public void A_level_that_the_station_does_not_have_is_passed_over()
    {
        var rule = new LevelRule([9.45, double.NaN, 10], Above: true, 0.1, TimeSpan.Zero, TimeSpan.Zero);

        Assert.Equal([(0, -1, 0), (1, 0, 2), (2, 2, 0), (3, 0, -1)], Fold(rule, until: 9, (0, 9.7), (1, 10), (2, 9.8), (3, 9.2)));
    }

    [Fact]
    public void A_level_whose_limit_is_taken_away_is_left_at_the_next_sample()
    {
        List<LevelStep> steps = [];
        var state = LevelState.None;
        LevelMachine.Take(Rule(), ref state, new Sample(At(0), 9.7), steps);
        LevelMachine.Take(Rule() with { Limits = [9.45, double.NaN, double.NaN] }, ref state, new Sample(At(1), 9.7), steps);
        LevelMachine.Take(Rule() with { Limits = [double.NaN, double.NaN, double.NaN] }, ref state, new Sample(At(2), 9.7), steps);

        Assert.Equal([(-1, 1), (1, 0), (0, -1)], steps.ConvertAll(step => (step.Before, step.After)));
    }

    [Fact]
    public void Below_is_the_mirror_of_above()
    {
        var rule = new LevelRule([3.5, 3.3], Above: false, 0.05, TimeSpan.Zero, TimeSpan.Zero);

        Assert.Equal([(1, -1, 0), (2, 0, 1), (4, 1, 0), (5, 0, -1)], Fold(rule, until: 9, (0, 3.6), (1, 3.5), (2, 3.3), (3, 3.34), (4, 3.36), (5, 3.56)));
    }

    [Fact]
    public void What_goes_to_and_fro_is_unstable_the_third_time_and_then_held_until_it_has_been_quiet_for_an_hour()
    {
        List<LevelStep> steps = [];
        var state = LevelState.None;
        var rule = Rule();
        for (var minute = 0; minute < 300; minute++)
        {
            LevelMachine.Take(rule, ref state, new Sample(At(minute), minute % 10 < 5 && minute < 200 ? 9.5 : 9), steps);
        }

        Assert.Equal([(0, false), (10, false), (20, true)], steps.Where(step => step.Raises).Select(step => (Minute(step.At), step.Unstable)));
        Assert.Equal([5, 15, 255], steps.Where(step => step.Ends).Select(step => Minute(step.At)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Noise_of_one_per_cent_around_a_limit_for_a_day_is_one_raise_and_one_clear(int everyMinutes)
    {
        var rule = Rule(hysteresis: 0.05, keepMinutes: 120);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            List<(int, double)> samples = [.. Enumerable.Range(0, 1440 / everyMinutes).Select(i => (i * everyMinutes, 9.45 * (0.99 + (0.02 * random.NextDouble()))))];
            samples.Add((1440, 9));

            var steps = Fold(rule with { Limits = [9.45] }, until: 1440 + 120, [.. samples]);

            Assert.Equal([(-1, 0), (0, -1)], steps.Select(step => (step.Before, step.After)));
        }
    }

    private static LevelRule Rule(double hysteresis = 0, int forMinutes = 0, int keepMinutes = 0) =>
        new(Limits, Above: true, hysteresis, TimeSpan.FromMinutes(forMinutes), TimeSpan.FromMinutes(keepMinutes));

    private static List<(int Minute, int Before, int After)> Fold(LevelRule rule, int until, params (int Minute, double Value)[] samples)
    {
        List<LevelStep> steps = [];
        var state = LevelState.None;
        foreach (var (minute, value) in samples)
        {
            LevelMachine.Take(rule, ref state, new Sample(At(minute), value), steps);
        }

        LevelMachine.Pass(rule, ref state, At(until), steps);
        return steps.ConvertAll(step => (Minute(step.At), step.Before, step.After));
    }

    private static long At(int minute) => 1_800_000_000_000 + (minute * 60_000L);

    private static int Minute(long at) => (int)((at - 1_800_000_000_000) / 60_000);
}
