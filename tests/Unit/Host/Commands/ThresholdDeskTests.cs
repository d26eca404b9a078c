using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Host.Commands;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Unit.Domain.Rivers;
using MiyagiSensing.Unit.Gateway.Fakes;
using MiyagiSensing.Unit.Host.Catalog;
using Xunit;

namespace MiyagiSensing.Unit.Host.Commands;

public sealed class ThresholdDeskTests
{
    private const string Gauge = "river-8200000125";
    private const string Bridge = "pipe-bridge-sanuma";

    private static readonly LocalText Text = new("名", "name");

    private readonly DefinitionStore _store = new();

    public ThresholdDeskTests()
    {
        Define($"station:{Gauge}", new StationDefined { Station = Levels.Kitakami, ContentHash = "" });
        Define("metric:river:stage", new MetricDefined { Metric = Metric("river", "stage"), ContentHash = "" });
        Define($"station:{Bridge}", new StationDefined { Station = Levels.Kitakami with { Id = Bridge, Domain = "pipe-bridge", Kind = null, Thresholds = Lv3() }, ContentHash = "" });
        Define("metric:pipe-bridge:strain", new MetricDefined { Metric = Metric("pipe-bridge", "strain"), ContentHash = "" });
        Define("metric:pipe-bridge:flow", new MetricDefined { Metric = Metric("pipe-bridge", "flow"), ContentHash = "" });
        Define("rule:strain", new RuleDefined
        {
            ContentHash = "",
            Rule = new RuleDefinition
            {
                Id = "strain",
                Name = Text,
                Kind = "threshold",
                Domain = "pipe-bridge",
                Metric = "strain",
                Direction = "above",
                Hysteresis = 1,
                Levels = [new RuleLevel { Name = "lv1", Title = Text, Severity = 2, StationThreshold = "lv1" }],
            },
        });
    }

    [Theory]
    [InlineData("danger", 9.1, "reporting 観測開始水位 (9.20 m) must lie below danger 危険水位 (9.10 m)")]
    [InlineData("flooding", 9.45, "danger 危険水位 (9.45 m) must lie below flooding 氾濫開始水位 (9.45 m)")]
    [InlineData("bogus", 5.0, "it can have reporting, danger, flooding")]
    [InlineData("evacuation", 9.3, "it can have reporting, danger, flooding")]
    [InlineData("evacuation", null, "it can have reporting, danger, flooding")]
    public async Task A_limit_of_a_gauge_is_one_of_its_kind_and_in_order(string limit, double? value, string because)
    {
        await RefusedAsync(because, Gauge, "stage", limit, value);
        Assert.DoesNotContain(_store.Events, item => item.Data is ThresholdChanged);
    }

    [Fact]
    public async Task Another_station_takes_the_limits_it_has_and_those_a_rule_asks_for()
    {
        await RefusedAsync("it can have lv3, lv1", Bridge, "strain", "bogus", 5);
        await RefusedAsync("no rule asks for one", Bridge, "flow", "lv1", 5);
        await SetAsync(Bridge, "strain", "lv1", 5);
        await SetAsync(Bridge, "strain", "lv3", null);
        await SetAsync(Bridge, "strain", "lv3", 7);

        Assert.Equal(3, _store.Events.Count(item => item.Data is ThresholdChanged));
    }

    [Fact]
    public async Task A_name_that_should_not_be_there_can_be_taken_away()
    {
        Define($"station:{Gauge}", new ThresholdChanged(Gauge, "stage", "bogus", DateTimeOffset.UnixEpoch, "s", "r", 5));

        Assert.Null((await SetAsync(Gauge, "stage", "bogus", null)).Value);
    }

    private async Task RefusedAsync(string because, string station, string metric, string limit, double? value) =>
        Assert.Contains(because, (await Assert.ThrowsAsync<SettingsException>(() => SetAsync(station, metric, limit, value))).Message, StringComparison.Ordinal);

    private Task<ThresholdChanged> SetAsync(string station, string metric, string limit, double? value) =>
        new ThresholdDesk(_store, new ManualClock()).SetAsync(station, metric, limit, value, null, "office", "reason", "operator", TestContext.Current.CancellationToken);

    private void Define(string stream, IDomainEvent data) => _store.Add(new NewEvent(Guid.NewGuid(), stream, data, new EventHeaders("operator")));

    private static Dictionary<string, IReadOnlyDictionary<string, double>> Lv3() => new() { ["strain"] = new Dictionary<string, double> { ["lv3"] = 9 } };

    private static MetricDefinition Metric(string domain, string name) => new()
    {
        Domain = domain,
        Name = name,
        Title = Text,
        Unit = "m",
        DisplayUnit = "m",
        Minimum = -10,
        Maximum = 500,
    };
}
