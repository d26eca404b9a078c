using MiyagiSensing.Simulators.Physics;
using MiyagiSensing.Simulators.Run;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Physics;

public sealed class BridgeModelTests
{
    private const int Steps = (int)(FieldScripts.StoryHours * 6);

    private static readonly DateTimeOffset Begin = new(2026, 8, 2, 5, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Levels => ["lv1", "lv2", "lv3"];

    [Fact]
    public void The_same_seed_gives_the_same_strain() => Assert.Equal(Strains(slackens: true), Strains(slackens: true));

    [Theory]
    [MemberData(nameof(Levels))]
    public void A_slackening_hanger_raises_strain_past_every_level(string level) =>
        Assert.Contains(Strains(slackens: true), strain => strain >= Limit("strain", level));

    [Theory]
    [MemberData(nameof(Levels))]
    public void A_slackening_hanger_lets_the_force_fall_past_every_level(string level) =>
        Assert.Contains(Forces(slackens: true), force => force <= Limit("force", level));

    [Theory]
    [MemberData(nameof(Levels))]
    public void A_slackening_hanger_tilts_the_bridge_past_every_level(string level) =>
        Assert.Contains(Tilts(slackens: true), tilt => tilt >= Limit("tilt_x", level));

    [Fact]
    public void Levels_are_passed_one_after_the_other()
    {
        var strains = Strains(slackens: true);
        var first = Levels.Select(level => Array.FindIndex(strains, strain => strain >= Limit("strain", level.Data))).ToList();

        Assert.Equal(first.Distinct().Order(), first);
    }

    [Fact]
    public void A_sound_bridge_stays_below_every_level_all_day()
    {
        Assert.All(Strains(slackens: false), strain => Assert.True(strain < Limit("strain", "lv1")));
        Assert.All(Forces(slackens: false), force => Assert.True(force > Limit("force", "lv1")));
        Assert.All(Tilts(slackens: false), tilt => Assert.InRange(tilt, Limit("tilt_x", "lv1-negative"), Limit("tilt_x", "lv1")));
    }

    private static double Limit(string metric, string name) => DemoCatalog.Of("pipe-bridge").First().Limit(metric, name)!.Value;

    private static double[] Strains(bool slackens) => Each(slackens, (model, hours, step) => model.Strain(Begin.AddHours(hours), hours, step));

    private static double[] Forces(bool slackens) => Each(slackens, (model, hours, step) => model.Force(Begin.AddHours(hours), hours, step));

    private static double[] Tilts(bool slackens) => Each(slackens, (model, hours, step) => model.Tilt(hours, step));

    private static double[] Each(bool slackens, Func<BridgeModel, double, int, double> measure)
    {
        var model = new BridgeModel(seed: 5, slackens);
        return [.. Enumerable.Range(0, Steps).Select(step => measure(model, step / 6.0, step))];
    }
}
