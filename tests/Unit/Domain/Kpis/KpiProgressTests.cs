using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Kpis;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Kpis;

public sealed class KpiProgressTests
{
    public static TheoryData<double?, double?, double?, double?> Cases => new()
    {
        { 73.8, 100, 86.9, 0.5 },
        { 73.8, 100, 73.8, 0 },
        { 73.8, 100, 100, 1 },
        { 10, 20, 25, 1.5 },
        { 10, 20, 5, -0.5 },
        { 32.2, 30, 31.1, 0.5 },
        { null, 20, 5, null },
        { 10, null, 5, null },
        { 10, 20, null, null },
        { 10, 10, 5, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Progress_is_the_share_of_the_way_from_baseline_to_target(double? baseline, double? target, double? value, double? expected) =>
        Assert.Equal((decimal?)expected, KpiProgress.Of((decimal?)baseline, (decimal?)target, (decimal?)value));

    [Fact]
    public void The_last_target_of_a_year_holds_and_the_nearest_year_ahead_is_what_a_figure_is_held_against()
    {
        var facts = Story.Told(
            ("2026-05-01", new KpiTargetSet("k-1", 2026, "plan", 50)), ("2026-05-02", new KpiTargetSet("k-1", 2026, "plan, mended", 60)), ("2026-05-02", new KpiTargetSet("k-2", 2026, "other", 1)));

        var targets = KpiTargets.Of(Story.Kpi(target: 100), facts);

        Assert.Equal([(2026, 60m), (2027, 100m)], targets.Select(target => (target.FiscalYear, target.Value!.Value)));
        Assert.Equal(60, KpiTargets.For(targets, new FiscalYear(2025)));
        Assert.Equal(100, KpiTargets.For(targets, new FiscalYear(2027)));
        Assert.Equal(100, KpiTargets.For(targets, new FiscalYear(2028)));
        Assert.Null(KpiTargets.For(KpiTargets.Of(Story.Kpi(), []), new FiscalYear(2026)));
    }

    [Fact]
    public void A_year_is_over_when_the_journals_time_leaves_it_and_after_a_long_downtime_several_are()
    {
        var end = new FiscalYear(2026).End;

        Assert.Empty(KpiFreezing.YearsEnded(null, end));
        Assert.Empty(KpiFreezing.YearsEnded(end.AddMinutes(-2), end.AddTicks(-1)));
        Assert.Equal([2026], KpiFreezing.YearsEnded(end.AddMinutes(-1), end).Select(year => year.Year));
        Assert.Empty(KpiFreezing.YearsEnded(end, end.AddMinutes(1)));
        Assert.Equal([2026, 2027, 2028], KpiFreezing.YearsEnded(end.AddDays(-1), end.AddYears(2).AddDays(40)).Select(year => year.Year));
    }
}
