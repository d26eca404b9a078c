using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.Alerts;
using MiyagiSensing.Projections.Engine;
using Xunit;

namespace MiyagiSensing.Unit.Projections.Alerts;

public sealed class WatchersTests
{
    private static readonly DateTimeOffset At = new(2026, 8, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Devices_and_sensors_of_one_station_are_judged_apart()
    {
        var facts = new ReferenceFacts("test/1");
        var station = new StationDefinition { Id = "bridge-1", Domain = "pipe-bridge", Name = new LocalText("橋", "Bridge"), Latitude = 38, Longitude = 141, Municipality = "04100" };
        var caution = new RuleLevel { Name = "caution", Severity = 2, Title = new LocalText("注意", "Caution"), Value = 1 };
        var rule = new RuleDefinition
        {
            Id = "tilt",
            Domain = "pipe-bridge",
            Metric = "tilt_x",
            Name = new LocalText("傾き", "Tilt"),
            Kind = "threshold",
            Direction = "above",
            Hysteresis = 0,
            Levels = [caution],
        };
        facts.Fold(new StationDefined { Station = station, ContentHash = "00" });
        facts.Fold(new RuleDefined { Rule = rule, ContentHash = "00" });
        foreach (var device in new[] { "north", "south" })
        {
            facts.Fold(new DeviceRegistered { Device = device, Domain = "pipe-bridge" });
            facts.Fold(new DeviceMounted { Device = device, Station = "bridge-1", From = At });
        }

        var watchers = new Watchers(facts);
        ReadingSource[] sources = [new("north", "main"), new("south", "main"), new("south", "second")];
        var subjects = sources.Select(source => watchers.Of(source, "tilt_x")!.Subject);

        Assert.Equal(["north", "south", "south.second"], subjects);
    }

    [Fact]
    public void A_change_of_a_stations_limit_counts_for_what_was_measured_from_then_on()
    {
        var facts = new ReferenceFacts("test/1");
        var gauge = new StationDefinition
        {
            Id = "gauge-1",
            Domain = "river",
            Name = new LocalText("川", "River"),
            Latitude = 38,
            Longitude = 141,
            Municipality = "04100",
            Thresholds = new Dictionary<string, IReadOnlyDictionary<string, double>> { ["stage"] = new Dictionary<string, double> { ["danger"] = 3.5 } },
        };
        var rule = new RuleDefinition
        {
            Id = "stage",
            Domain = "river",
            Metric = "stage",
            Name = new LocalText("水位", "Stage"),
            Kind = "threshold",
            Direction = "above",
            Hysteresis = 0.05,
            Levels = [new RuleLevel { Name = "danger", Severity = 4, Title = new LocalText("危険", "Danger"), StationThreshold = "danger" }],
        };
        facts.Fold(new StationDefined { Station = gauge, ContentHash = "00" });
        facts.Fold(new RuleDefined { Rule = rule, ContentHash = "00" });
        facts.Fold(new DeviceRegistered { Device = "d-1", Domain = "river" });
        facts.Fold(new DeviceMounted { Device = "d-1", Station = "gauge-1", From = At });
        var watchers = new Watchers(facts);
        var source = new ReadingSource("d-1", "main");

        double Limit(int minutes) => Assert.Single(watchers.Of(source, "stage")!.Watches).Limits(At.AddMinutes(minutes).ToUnixTimeMilliseconds()).Limits[0];

        Assert.Equal((3.5, false), (Limit(10), facts.DependsOnInstant("d-1")));
        facts.Fold(new ThresholdChanged("gauge-1", "stage", "danger", At.AddMinutes(5), "office", "raised", 4.1));
        Assert.Equal((3.5, 4.1, true), (Limit(4), Limit(5), facts.DependsOnInstant("d-1")));

        // Without its limit no level is reached, and one that was is left.
        facts.Fold(new ThresholdChanged("gauge-1", "stage", "danger", At.AddMinutes(20), "office", "given up"));
        Assert.Equal((4.1, double.NaN), (Limit(19), Limit(20)));
    }

    [Fact]
    public void What_a_changed_rule_told_before_stands_and_its_level_goes_by_its_name()
    {
        var facts = new ReferenceFacts("test/1");
        facts.Fold(new StationDefined { Station = Gauge, ContentHash = "00" });
        facts.Fold(new RuleDefined { Rule = Stage(("warning", 9.45), ("flood", 9.65)), ContentHash = "00" });
        facts.Fold(new DeviceRegistered { Device = "d-1", Domain = "river" });
        facts.Fold(new DeviceMounted { Device = "d-1", Station = "gauge-1", From = At });
        var watchers = new Watchers(facts);
        List<RuleChange> changes = [];
        var series = watchers.Of(new ReadingSource("d-1", "main"), "stage")!;
        series.Timelines.Take(new Sample(At.ToUnixTimeMilliseconds(), 9.7), long.MinValue, changes);
        var raised = Assert.Single(Assert.Single(changes).Change.Steps);
        changes.Clear();

        facts.Fold(new RuleDefined { Rule = Stage(("stand-by", 9.3), ("warning", 9.45), ("flood", 9.8)), ContentHash = "01" });
        Assert.Same(series, watchers.Of(new ReadingSource("d-1", "main"), "stage"));
        Assert.Equal(2, series.Watches[0].Timeline.Now.Level);
        series.Timelines.Take(new Sample(At.AddMinutes(10).ToUnixTimeMilliseconds(), 9.7), long.MinValue, changes);

        var step = Assert.Single(Assert.Single(changes).Change.Steps);
        Assert.Equal((raised.Episode, 2, 1), (step.Episode, step.Step.Before, step.Step.After));
        Assert.True(series.Timelines.IsTooLate(At.ToUnixTimeMilliseconds()));
    }

    private static StationDefinition Gauge { get; } = new() { Id = "gauge-1", Domain = "river", Name = new LocalText("川", "River"), Latitude = 38, Longitude = 141, Municipality = "04100" };

    private static RuleDefinition Stage(params (string Name, double Value)[] levels) => new()
    {
        Id = "stage",
        Domain = "river",
        Metric = "stage",
        Name = new LocalText("水位", "Stage"),
        Kind = "threshold",
        Direction = "above",
        Hysteresis = 0,
        Levels = [.. levels.Select((level, i) => new RuleLevel { Name = level.Name, Severity = i + 2, Title = new LocalText(level.Name, level.Name), Value = level.Value })],
    };
}
