using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Rivers;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Rivers;

public sealed class GaugeConditionTests
{
    private static readonly IReadOnlyList<GaugeLimit> Limits = GaugeLimits.Of(Levels.Kitakami);

    [Fact]
    public void A_rising_level_tells_its_rate_its_margins_and_when_it_reaches_the_next_limit()
    {
        var condition = Crisis((-65, 9.31), (-5, 9.43));

        Assert.Equal((GaugeStates.Reporting, true, 9.43), (condition.State, condition.IsReporting, condition.Level));
        Assert.Equal(0.12, condition.RatePerHour!.Value, 9);
        Assert.Equal([-0.23, 0.02, 0.22], condition.Margins.Select(margin => Math.Round(margin.Metres!.Value, 9)));
        Assert.Equal("reporting", condition.Standing!.Id);
        Assert.Equal(("danger", "危険水位"), (condition.Next!.Limit.Id, condition.Next.Limit.Name.Ja));
        Assert.Equal(Levels.Now.AddMinutes(5), condition.Next.At!.Value, TimeSpan.FromSeconds(1));
        Assert.Equal(5, condition.Next.After!.Value.TotalMinutes, 3);
    }

    [Fact]
    public void A_limit_that_should_have_been_reached_meanwhile_is_due_now() => Assert.Equal(TimeSpan.Zero, Crisis((-100, 9.31), (-40, 9.43)).Next!.After);

    [Theory]
    [InlineData(9.43, "not rising")]
    [InlineData(9.415, "not rising")]
    [InlineData(9.40, "more than 12 hours away at the present rate")]
    public void Where_the_next_limit_can_not_be_timed_the_reason_is_said(double before, string reason)
    {
        var limits = new List<GaugeLimit> { Limits[0], Limits[2] with { Metres = 19 } };

        var next = GaugeCondition.Of(limits, Levels.At((-60, before), (0, 9.43)), 9.2, null, Levels.Now).Next!;

        Assert.Equal((null, null, reason), (next.At, next.After, next.Reason!.En));
    }

    [Fact]
    public void Above_all_limits_there_is_no_next_one()
    {
        var condition = Crisis((-60, 9.6), (0, 9.65));

        Assert.Null(condition.Next);
        Assert.Equal("flooding", condition.Standing!.Id);
    }

    [Fact]
    public void A_level_stands_at_the_gravest_limit_it_reached_though_a_milder_one_lies_higher()
    {
        var station = Gauge(GaugeLimits.CrisisGauge, ("reporting", 17.40), ("danger", 16.90), ("flooding", 17.97));

        Assert.Equal("danger", GaugeCondition.Of(GaugeLimits.Of(station), Levels.At((0, 17.90)), 17.40, null, Levels.Now).Standing!.Id);
    }

    [Fact]
    public void Limits_in_an_order_that_can_not_be_are_found()
    {
        Assert.Null(GaugeLimits.Fault(Levels.Kitakami));
        Assert.Null(GaugeLimits.Fault(Gauge(null, ("standby", 2), ("caution", 2), ("evacuation", 3), ("danger", 3))));
        Assert.Null(GaugeLimits.Fault(Gauge(GaugeLimits.CrisisGauge, ("reporting", 9.2), ("flooding", 9.65))));
        Assert.Equal(("reporting", "danger"), Fault(Gauge(GaugeLimits.CrisisGauge, ("reporting", 17.4), ("danger", 16.9), ("flooding", 17.97))));
        Assert.Equal(("danger", "flooding"), Fault(Gauge(GaugeLimits.CrisisGauge, ("danger", 9.65), ("flooding", 9.65))));
        Assert.Equal(("caution", "danger"), Fault(Gauge(null, ("standby", 2), ("caution", 4), ("danger", 3.9))));

        static (string, string) Fault(StationDefinition station) => GaugeLimits.Fault(station) is var (milder, graver) ? (milder.Id, graver.Id) : ("", "");
    }

    private static StationDefinition Gauge(string? kind, params ReadOnlySpan<(string Name, double Metres)> limits) => Levels.Kitakami with
    {
        Kind = kind,
        Thresholds = new Dictionary<string, IReadOnlyDictionary<string, double>> { [GaugeLimits.Metric] = limits.ToArray().ToDictionary(limit => limit.Name, limit => limit.Metres) },
    };

    [Fact]
    public void A_crisis_gauge_that_was_below_its_start_level_when_it_last_sent_is_below_it()
    {
        var condition = Crisis((-700, 9.1));

        Assert.Equal((GaugeStates.BelowStart, false, 9.1), (condition.State, condition.IsReporting, condition.Level));
        Assert.Contains("sends again above that level", condition.Reason.En, StringComparison.Ordinal);
        Assert.Equal((null, null, null), (condition.RatePerHour, condition.Standing, condition.Next));
        Assert.All(condition.Margins, margin => Assert.Null(margin.Metres));
    }

    [Fact]
    public void When_even_the_daily_report_stays_away_that_is_said() => Assert.Contains("may be out of order", Crisis((-3 * 1440, 9.1)).Reason.En, StringComparison.Ordinal);

    [Theory]
    [InlineData(-121)]
    [InlineData(-400_000)]
    public void A_crisis_gauge_that_was_above_its_start_level_and_is_silent_is_never_called_low(int minutes)
    {
        var condition = Crisis((minutes, 9.2));

        Assert.Equal((GaugeStates.SilentAboveStart, false), (condition.State, condition.IsReporting));
        Assert.Contains("水位が下がったとは限りません", condition.Reason.Ja, StringComparison.Ordinal);
    }

    [Fact]
    public void The_daily_report_below_the_start_level_is_a_level_like_any_other()
    {
        var condition = Crisis((-10, 8.2));

        Assert.Equal((GaugeStates.BelowStart, true), (condition.State, condition.IsReporting));
        Assert.Equal("reporting", condition.Next!.Limit.Id);
        Assert.False(condition.Next.Limit.IsAlert);
    }

    [Theory]
    [InlineData(-30, GaugeStates.Reporting)]
    [InlineData(-31, GaugeStates.Silent)]
    public void A_gauge_that_is_to_send_every_ten_minutes_is_silent_after_three(int minutes, string state)
    {
        var ordinary = GaugeLimits.Of(Levels.Kitakami with { Kind = null });

        Assert.Equal(state, GaugeCondition.Of(ordinary, Levels.At((minutes, 3)), null, TimeSpan.FromMinutes(10), Levels.Now).State);
    }

    [Fact]
    public void A_gauge_that_never_sent_says_so() => Assert.Equal(GaugeStates.NeverReported, Crisis().State);

    [Fact]
    public void The_same_word_is_another_level_on_another_kind_of_gauge()
    {
        Assert.Equal(["観測開始水位", "危険水位", "氾濫開始水位"], Limits.Select(limit => limit.Name.Ja));
        Assert.Equal([false, true, true], Limits.Select(limit => limit.IsAlert));
        Assert.Equal("氾濫危険水位", GaugeLimits.Of(Levels.Kitakami with { Kind = null }).Single(limit => limit.Id == "danger").Name.Ja);
    }

    private static GaugeCondition Crisis(params ReadOnlySpan<(int Minutes, double Metres)> levels) => GaugeCondition.Of(Limits, Levels.At(levels), 9.2, null, Levels.Now);
}
