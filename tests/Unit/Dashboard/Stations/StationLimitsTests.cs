using MiyagiSensing.Dashboard.Stations;
using MiyagiSensing.Domain.Catalog;
using Xunit;

namespace MiyagiSensing.Unit.Dashboard.Stations;

public sealed class StationLimitsTests
{
    private static readonly StationDefinition Gauge = new()
    {
        Id = "river-1",
        Domain = "river",
        Kind = "crisis-management-gauge",
        Name = new LocalText("川", "River"),
        Municipality = "04215",
        Latitude = 38.5,
        Longitude = 141,
        Fictional = true,
        Thresholds = new Dictionary<string, IReadOnlyDictionary<string, double>>
        {
            ["stage"] = new Dictionary<string, double> { ["reporting"] = 5.33, ["flooding"] = 8.68, ["danger"] = 8.08 },
        },
    };

    private static readonly RuleDefinition Rule = new()
    {
        Id = "stage",
        Name = new LocalText("水位", "Stage"),
        Kind = "threshold",
        Domain = "river",
        Metric = "stage",
        Direction = "above",
        Hysteresis = 0.05,
        Levels =
        [
            new RuleLevel { Name = "danger", Title = new LocalText("危険水位", "Danger level"), Severity = 4, StationThreshold = "danger" },
            new RuleLevel { Name = "evacuation", Title = new LocalText("避難判断水位", "Evacuation"), Severity = 3, StationThreshold = "evacuation" },
            new RuleLevel { Name = "fixed", Title = new LocalText("固定", "Fixed"), Severity = 5, Value = 12 },
        ],
    };

    [Fact]
    public void Levels_take_the_stations_own_limits_and_skip_what_it_does_not_have() => Assert.Equal(
        [
            new StationLimit("Reporting level", 0, 5.33, Below: false),
            new StationLimit("Danger level", 4, 8.08, Below: false),
            new StationLimit("Start of flooding", 0, 8.68, Below: false),
            new StationLimit("Fixed", 5, 12, Below: false),
        ],
        Limits(Rule));

    public static TheoryData<RuleDefinition> RulesForOthers =>
    [
        Rule with { Domain = "buoy" },
        Rule with { Metric = "rain_10min" },
        Rule with { Stations = ["river-2"] },
        Rule with { StationKinds = ["ordinary-gauge"] },
    ];

    [Theory]
    [MemberData(nameof(RulesForOthers))]
    public void A_rule_for_others_draws_no_line(RuleDefinition rule) => Assert.DoesNotContain(Limits(rule), limit => limit.Severity > 0);

    private static IReadOnlyList<StationLimit> Limits(RuleDefinition rule) =>
        StationLimits.For(Gauge, "stage", [rule], text => text.En);
}
