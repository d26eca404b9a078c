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
        var subjects = sources.Select(source => Assert.Single(watchers.Of(source, "tilt_x", At)).State.Subject);

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

        double Limit(int minutes) => Assert.Single(watchers.Of(source, "stage", At.AddMinutes(minutes))).Limits[0];

        Assert.Equal((3.5, false), (Limit(10), facts.DependsOnInstant("d-1")));
        facts.Fold(new ThresholdChanged("gauge-1", "stage", "danger", At.AddMinutes(5), "office", "raised", 4.1));
        Assert.Equal((3.5, 4.1, true), (Limit(4), Limit(5), facts.DependsOnInstant("d-1")));

        // Without its limit a gauge is watched no more, except while an alert is open that must be cleared.
        facts.Fold(new ThresholdChanged("gauge-1", "stage", "danger", At.AddMinutes(20), "office", "given up"));
        var watch = Assert.Single(watchers.Of(source, "stage", At.AddMinutes(19)));
        Assert.Empty(watchers.Of(source, "stage", At.AddMinutes(20)));
        watch.State.Episode = "e-1";
        Assert.Single(watchers.Of(source, "stage", At.AddMinutes(20)));
    }
}
