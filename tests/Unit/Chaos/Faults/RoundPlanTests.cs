using MiyagiSensing.Chaos.Faults;
using Xunit;

namespace MiyagiSensing.Unit.Chaos.Faults;

public sealed class RoundPlanTests
{
    [Fact]
    public void A_round_follows_from_seed_and_number_alone() =>
        Assert.Equal(RoundPlan.Make(7, 4, canFillDisk: true).Faults, RoundPlan.Make(7, 4, canFillDisk: true).Faults);

    [Fact]
    public void Every_fault_comes_in_fifty_rounds_of_any_seed()
    {
        foreach (var seed in new[] { 1, 7, 20_261_121 })
        {
            var kinds = Enumerable.Range(1, 50).SelectMany(number => RoundPlan.Make(seed, number, canFillDisk: true).Faults).Select(fault => fault.Kind);

            Assert.Equal(Enum.GetValues<FaultKind>(), kinds.Distinct().Order());
        }
    }

    [Fact]
    public void Without_root_the_disk_is_left_alone() => Assert.DoesNotContain(
        Enumerable.Range(1, 100).SelectMany(number => RoundPlan.Make(1, number, canFillDisk: false).Faults), fault => fault.Kind == FaultKind.FillDisk);

    [Fact]
    public void Every_eighth_round_is_quiet_and_has_nothing_else()
    {
        var plans = Enumerable.Range(1, 50).Select(number => RoundPlan.Make(3, number, canFillDisk: true)).Where(plan => plan.Faults.Any(fault => fault.Kind == FaultKind.None)).ToList();

        Assert.Equal([5, 13, 21, 29, 37, 45], plans.Select(plan => plan.Number));
        Assert.All(plans, plan => Assert.Single(plan.Faults));
    }
}
