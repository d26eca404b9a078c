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
}
