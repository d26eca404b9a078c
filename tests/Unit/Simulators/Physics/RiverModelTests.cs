using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Simulators.Physics;
using MiyagiSensing.Simulators.Run;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Physics;

public sealed class RiverModelTests
{
    /// <summary>What the rule <c>river-stage-crisis-gauge</c> asks for before it clears.</summary>
    private const double Hysteresis = 0.05;

    private static readonly Stages[] Gauges = [.. DemoCatalog.Of("river").Select((station, seed) => new Stages(station, seed))];

    [Fact]
    public void The_same_seed_gives_the_same_stages() =>
        Assert.Equal(new Stages(Gauges[0].Station, 7).Values, new Stages(Gauges[0].Station, 7).Values);

    [Fact]
    public void Another_seed_gives_other_stages() =>
        Assert.NotEqual(new Stages(Gauges[0].Station, 7).Values, new Stages(Gauges[0].Station, 8).Values);

    [Fact]
    public void Several_gauges_pass_danger_and_then_flooding() => Assert.True(
        Gauges.Count(gauge => gauge.Danger is { } danger && gauge.FirstAt(danger) < gauge.FirstAt(gauge.Flooding)) >= 5);

    [Fact]
    public void Some_gauges_pass_danger_only() =>
        Assert.Contains(Gauges, gauge => gauge.Danger is { } danger && gauge.Values.Max() >= danger && gauge.Values.Max() < gauge.Flooding);

    [Fact]
    public void Some_gauges_stay_below_every_limit() => Assert.Contains(Gauges, gauge => gauge.Values.Max() < (gauge.Danger ?? gauge.Flooding));

    [Fact]
    public void Every_gauge_ends_so_low_that_its_alerts_have_cleared() =>
        Assert.All(Gauges, gauge => Assert.True(gauge.Values[^1] < (gauge.Danger ?? gauge.Flooding) - Hysteresis, gauge.Station.Id));

    [Fact]
    public void The_wave_peaks_at_one_gauge_after_the_other()
    {
        var peaks = Gauges.Select(gauge => Array.IndexOf(gauge.Values, gauge.Values.Max())).ToList();

        Assert.True(peaks.Distinct().Count() >= 5);
        Assert.All(peaks, peak => Assert.InRange(peak, 1, Stages.Steps - 2));
    }

    [Fact]
    public void A_story_begins_where_the_one_before_has_ended() =>
        Assert.All(Gauges, gauge => Assert.InRange(gauge.Values[0] - gauge.Values[^1], -0.3, 0.3));

    /// <summary>The stages of one gauge over one story, every ten minutes.</summary>
    private sealed class Stages
    {
        public const int Steps = (int)(FieldScripts.StoryHours * 6);

        public Stages(SimulatedStation station, int seed)
        {
            Station = station;
            Danger = station.Limit("stage", "danger");
            Flooding = station.Limit("stage", "flooding")!.Value;
            var model = new RiverModel(seed, station.Limit("stage", "reporting")!.Value, Danger, Flooding);
            Values = [.. Enumerable.Range(0, Steps).Select(step => model.Stage(step / 6.0, step))];
        }

        public SimulatedStation Station { get; }

        public double? Danger { get; }

        public double Flooding { get; }

        public double[] Values { get; }

        /// <summary>First step at or above a limit; after the last one when it never gets there.</summary>
        public int FirstAt(double limit) => Array.FindIndex(Values, value => value >= limit) is var step and >= 0 ? step : Steps;
    }
}
