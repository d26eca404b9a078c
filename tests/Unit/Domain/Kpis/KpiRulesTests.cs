using FsCheck;
using FsCheck.Fluent;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Domain.Kpis;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Kpis;

/// <summary>The rules by which KPIs are worked out, at their edges.</summary>
public sealed class KpiRulesTests
{
    private static readonly DateOnly Today = Story.Day("2026-07-31");

    [Theory]
    [InlineData(96, true)]
    [InlineData(95, false)]
    [InlineData(120, true)]
    public void A_buoy_counts_from_eighty_percent_on(int readings, bool counts)
    {
        var result = Districts(Place(), [Series("buoy-1", "2026-01-01", ("2026-07-10", readings))]);

        Assert.Equal(counts ? 1 : 0, result.Figures[0].Value);
    }

    [Fact]
    public void More_readings_than_expected_of_one_sensor_do_not_stand_in_for_those_missing_of_another()
    {
        var result = Districts(Place(), [Series("buoy-1", "2026-01-01", ("2026-07-10", 400)), Series("buoy-1", "2026-01-01", ("2026-07-10", 60)) with { Sensor = "5m" }]);

        Assert.Contains("180 of 240", result.Evidence[0].Line.En, StringComparison.Ordinal);
        Assert.Equal(0, result.Figures[0].Value);
    }

    [Fact]
    public void Nothing_is_expected_before_the_first_reading()
    {
        var result = Districts(Place(), [Series("buoy-1", "2026-07-31", ("2026-07-31", 2))]);

        Assert.Contains("2 of 2", result.Evidence[0].Line.En, StringComparison.Ordinal);
        Assert.Equal(1, result.Figures[0].Value);
    }

    [Fact]
    public void A_buoy_that_was_moved_counts_for_each_district_by_the_days_it_stood_there()
    {
        List<(string, IDomainEvent)> facts = [.. Place(), .. District("onagawa"), Station("place-2", "onagawa"), ("2026-07-20", new DeviceMounted { Device = "buoy-1", Station = "place-2", From = Story.Noon("2026-07-20") })];

        var result = Districts(facts, [Series("buoy-1", "2026-01-01", ("2026-07-05", 60), ("2026-07-25", 44))]);

        Assert.Equal(["60 of 76", "44 of 44"], result.Evidence.Where(item => item.Date is null).Select(item => string.Join(' ', item.Line.En.Split(' ').Skip(2).Take(3))));
        Assert.Equal(1, result.Figures[0].Value);
    }

    [Fact]
    public void An_initiative_that_goes_on_after_a_pause_counts_again_and_another_kind_is_not_touched()
    {
        List<(string, IDomainEvent)> facts =
        [
            .. Place(),
            ("2026-04-01", new InitiativeStarted("kesennuma", "b", "buoy", Story.Day("2026-04-01"), "paper")),
            ("2026-06-01", new InitiativePaused("kesennuma", "b", Story.Day("2026-06-01"), "ashore")),
        ];
        List<BuoySeries> series = [Series("buoy-1", "2026-01-01", ("2026-07-10", 120))];

        Assert.Equal(0, Districts(facts, series).Figures[0].Value);
        Assert.Equal(1, Districts([.. facts, ("2026-07-01", new InitiativeStarted("kesennuma", "b", "buoy", Story.Day("2026-07-01"), "paper"))], series).Figures[0].Value);
        Assert.Equal(1, Districts([.. facts, ("2026-07-02", new FishingLogSubmitted("kesennuma", "l-1", Log))], series).Figures[0].Value);
        Assert.Equal(0, Districts([.. facts, ("2026-07-01", new FishingLogSubmitted("kesennuma", "l-1", Log))], [], "2026-08-31").Figures[0].Value);
    }

    [Fact]
    public void Without_districts_or_bridges_there_is_no_figure()
    {
        Assert.Null(Districts([], []).Figures[0].Value);
        Assert.Null(BridgeInspections.Of(Story.Kpi(baseline: 23), [], Today).Figures[0].Value);
    }

    [Fact]
    public void The_opening_balance_never_lifts_the_figure_above_the_register()
    {
        var facts = Story.Told([.. Enumerable.Range(1, 30).Select(i => ("2026-04-01", (IDomainEvent)Bridge($"b-{i}"))), .. Enumerable.Range(1, 20).Select(i => ("2026-05-01", (IDomainEvent)Visit($"b-{i}", $"i-{i}", "2025-05-01")))]);

        Assert.Equal(30, BridgeInspections.Of(Story.Kpi(baseline: 23), facts, Today).Figures[0].Value);
        Assert.Equal(20, BridgeInspections.Of(Story.Kpi(), facts, Today).Figures[0].Value);
    }

    [Fact]
    public void A_retired_bridge_leaves_the_figure_and_one_that_comes_back_is_in_it_again()
    {
        List<(string, IDomainEvent)> facts = [("2026-04-01", Bridge("b-1")), ("2026-05-01", Visit("b-1", "i-1", "2026-05-01")), ("2026-06-01", new BridgeRetired("b-1", Story.Day("2026-06-15"), "taken down")), ("2026-06-02", Bridge("b-2"))];

        Assert.Equal(1, BridgeInspections.Of(Story.Kpi(), Story.Told(facts), Story.Day("2026-06-14")).Figures[0].Value);
        Assert.Equal(0, BridgeInspections.Of(Story.Kpi(), Story.Told(facts), Story.Day("2026-06-15")).Figures[0].Value);
        Assert.Equal(1, BridgeInspections.Of(Story.Kpi(), Story.Told([.. facts, ("2026-07-01", Bridge("b-1"))]), Today).Figures[0].Value);
    }

    [Fact]
    public void Of_entries_for_one_day_the_last_counts_of_several_days_the_latest_and_a_day_can_be_taken_back()
    {
        List<(string, IDomainEvent)> facts =
        [
            ("2026-05-01", new KpiObserved("k-1", 2026, Story.Day("2026-05-01"), "a", 10)),
            ("2026-06-01", new KpiObserved("k-1", 2026, Story.Day("2026-04-15"), "b", 5)),
            ("2026-06-02", new KpiObserved("k-1", 2026, Story.Day("2026-05-01"), "c", 11, "slip")),
            ("2026-06-03", new KpiObserved("k-1", 2025, Story.Day("2026-03-31"), "d", 99)),
        ];

        Assert.Equal(11, KpiObservations.Of(Story.Told(facts), new FiscalYear(2026), Today).Figures[0].Value);
        Assert.Equal(5, KpiObservations.Of(Story.Told([.. facts, ("2026-06-04", new KpiObserved("k-1", 2026, Story.Day("2026-05-01"), "e"))]), new FiscalYear(2026), Today).Figures[0].Value);
        Assert.Null(KpiObservations.Of([], new FiscalYear(2026), Today).Figures[0].Value);
        Assert.Equal([true, false, false], KpiObservations.Of(Story.Told(facts), new FiscalYear(2026), Today).Evidence.Select(item => item.Counts));
    }

    [Fact]
    public void The_order_and_the_repetition_of_events_leave_no_trace_in_the_figures()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            // Streams keep their order; between streams anything goes, and what was told may be told again.
            List<List<(string, IDomainEvent)>> streams =
            [
                .. Enumerable.Range(0, 6).Select(i => Enumerable.Range(0, 1 + random.Next(4)).Select(k =>
                    ("2026-04-01", (IDomainEvent)(random.Next(3) == 0 ? new RtkIdRetired($"p-{i}", Later(k), "back") : new RtkIdRegistered($"p-{i}", Later(k), "list")))).ToList()),
                .. Enumerable.Range(0, 6).Select(i => new List<(string, IDomainEvent)>(Enumerable.Range(0, random.Next(4)).Select(k => ("2026-04-01", (IDomainEvent)Visit($"b-{i}", $"i-{i}-{k}", k == 0 ? "2023-06-01" : "2026-05-01"))).Prepend(("2026-04-01", Bridge($"b-{i}"))))),
                .. Enumerable.Range(0, 4).Select(i => new List<(string, IDomainEvent)>
                {
                    District($"d-{i}")[0], ("2026-05-01", new InitiativeStarted($"d-{i}", "x", "fishing-log", Later(1), "paper")),
                    ("2026-07-20", new FishingLogSubmitted($"d-{i}", $"l-{i}", Log)), ("2026-07-21", new InitiativePaused($"d-{i}", "x", Later(random.Next(2, 200)), "rest")),
                }),
            ];
            var expected = Figures([.. streams.SelectMany(stream => stream)]);
            for (var run = 0; run < 3; run++)
            {
                var copies = streams.ConvertAll(stream => new Queue<(string, IDomainEvent)>(stream.SelectMany(fact => random.Next(3) == 0 ? new[] { fact, fact } : [fact])));
                List<(string, IDomainEvent)> told = [];
                while (copies.Find(copy => copy.Count > 0) is not null)
                {
                    var open = copies.FindAll(copy => copy.Count > 0);
                    told.Add(open[random.Next(open.Count)].Dequeue());
                }

                Assert.Equal(expected, Figures(told));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

        static DateOnly Later(int days) => Story.Day("2026-04-01").AddDays(days);
    }

    private static readonly FishingLogRecord Log = new() { Date = new DateOnly(2026, 6, 30), Species = "oyster", Work = "harvest" };

    private static List<decimal?> Figures(List<(string, IDomainEvent)> told)
    {
        var facts = Story.Told(told);
        return
        [
            .. RtkUsers.Of([], facts, Today).Figures.Select(figure => figure.Value), BridgeInspections.Of(Story.Kpi(baseline: 3), facts, Today).Figures[0].Value, Districts(told, []).Figures[0].Value,
        ];
    }

    private static KpiResult Districts(List<(string, IDomainEvent)> facts, List<BuoySeries> series, string? day = null)
    {
        var on = day is null ? Today : Story.Day(day);
        return SmartDistricts.Of(Story.Told(facts), series, on, JapanDay.StartOf(on.AddDays(1)));
    }

    /// <summary>A district with a station and a buoy whose temperature is expected every six hours: 120 in the window.</summary>
    private static List<(string, IDomainEvent)> Place() =>
    [
        .. District("kesennuma"),
        Station("place-1", "kesennuma"),
        ("2026-01-01", new MetricDefined
        {
            Metric = new MetricDefinition
            {
                Domain = "buoy",
                Name = "water_temp",
                Title = new LocalText("水温", "Water temperature"),
                Unit = "Cel",
                DisplayUnit = "°C",
                ExpectedInterval = new ExpectedInterval(TimeSpan.FromHours(6), []),
            },
            ContentHash = "",
        }),
        ("2026-01-01", new DeviceMounted { Device = "buoy-1", Station = "place-1", From = Story.Noon("2026-01-01") }),
    ];

    private static List<(string, IDomainEvent)> District(string id) =>
        [("2026-01-01", new DistrictDefined { District = new DistrictDefinition { Id = id, Name = new LocalText(id, id), Branch = id, Municipality = "04205" }, ContentHash = "" })];

    private static (string, IDomainEvent) Station(string id, string district) => ("2026-01-01", new StationDefined
    {
        Station = new StationDefinition { Id = id, Domain = "buoy", Name = new LocalText(id, id), Municipality = "04205", Latitude = 38, Longitude = 141, District = district },
        ContentHash = "",
    });

    private static BuoySeries Series(string device, string firstDay, params IReadOnlyList<(string Day, int Count)> days) => new(
        device, "1m", "water_temp", JapanDay.StartOf(Story.Day(firstDay)).AddHours(12), [.. days.Select((day, i) => new BuoyDay(device, "1m", "water_temp", Story.Day(day.Day), day.Count, i + 1, i + 2))]);

    private static BridgeDefined Bridge(string id) => new()
    {
        Bridge = new BridgeDefinition
        {
            Id = id,
            Name = new LocalText(id, id),
            Class = "ordinary",
            Structure = "truss",
            Municipality = "04212",
            Latitude = 38,
            Longitude = 141,
            DiameterMillimetres = 300,
            LengthMetres = 30,
            Spans = 1,
        },
        ContentHash = "",
    };

    private static InspectionRecorded Visit(string bridge, string inspection, string day) => new(
        bridge, inspection, new InspectionRecord { Date = Story.Day(day), Inspector = "東北点検", Method = "visual", Parts = [new PartCondition("pipe", "I", null)] });
}
