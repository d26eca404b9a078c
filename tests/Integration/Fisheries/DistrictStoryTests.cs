using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Projections.Fisheries;
using Xunit;

namespace MiyagiSensing.Integration.Fisheries;

/// <summary>A district that starts with a buoy and loses it.</summary>
public sealed class DistrictStoryTests
{
    private const string Naruse = "naruse";

    private static readonly LocalText Text = new("文", "text");
    private static readonly DateTimeOffset Begin = JapanDay.StartOf(new DateOnly(2026, 4, 1));

    /// <summary>The buoy was torn off at noon of 15 May.</summary>
    private static readonly DateTimeOffset Lost = JapanDay.StartOf(new DateOnly(2026, 5, 15)).AddHours(12);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_district_starts_and_loses_a_buoy()
    {
        await using var story = await FisheryStory.BeginAsync(Begin);
        var (reports, queries) = (story.Get<IDistrictReports>(), story.Get<IFisheryQueries>());
        await story.TellAsync(Catalog());
        Assert.Equal(("not-known", UnknownReasons.NoBuoy), StateOf(await ReportAsync(reports)));

        // 1 April: the branch decides on a buoy and moors it. It delivers for six weeks, and on 14 May the water becomes too warm.
        await story.TellAsync("user:sato", [
            new InitiativeStarted(Naruse, "buoy-2026", InitiativeKinds.Buoy, new DateOnly(2026, 4, 1), "minutes of 20 March"),
            new DeviceRegistered { Device = "tona-1", Domain = "buoy" },
            new DeviceMounted { Device = "tona-1", Station = "buoy-tona", From = Begin },
        ]);
        Assert.Equal(("not-known", UnknownReasons.NeverMeasured), StateOf(await ReportAsync(reports)));
        story.Now = Lost.AddMinutes(-1);
        await story.TellAsync(FisheryStory.Block("tona-1", "1m", "water_temp", [.. Readings()]));

        var well = await ReportAsync(reports);
        var warmSince = JapanDay.StartOf(new DateOnly(2026, 5, 14)).AddHours(6);
        Assert.Equal("caution", Assert.Single(well.Species).State);
        var reading = well.Species[0].Limits.Single(limit => limit.Limit.Id == "heat-stress");
        Assert.Equal((28.5, -0.5, warmSince, (string?)null), (reading.Value!.Value, reading.Margin!.Value, reading.Since!.Value, reading.Unknown));
        Assert.Equal((false, 1.5), (well.Species[0].Limits.Single(limit => limit.Limit.Id == "heat-death").Reached!.Value, well.Species[0].Limits.Single(limit => limit.Limit.Id == "heat-death").Margin!.Value));
        Assert.Equal(2, well.Species[0].Stress.Single(stress => stress.Limit.Id == "heat-stress").Days);
        var sensor = Assert.Single(well.Sensors);
        Assert.Equal((1.0, (29 * 144) + 72, (29 * 144) + 71), (sensor.DepthMetres!.Value, sensor.Received, sensor.Expected!.Value));
        Assert.Equal(OutlookMethods.Trend, sensor.Outlook!.Method);
        Assert.Equal(InitiativeStates.Running, Assert.Single(well.Initiatives).State);

        // 25 May: nobody has heard of it for ten days, and the branch pauses the initiative, from the 20th on.
        story.Now = JapanDay.StartOf(new DateOnly(2026, 5, 25)).AddHours(9);
        await story.TellAsync("user:sato", [new InitiativePaused(Naruse, "buoy-2026", new DateOnly(2026, 5, 20), "lost since 15 May", null)]);

        var silent = await ReportAsync(reports);
        Assert.Equal(("not-known", "caution", UnknownReasons.Old), (silent.Species[0].State, silent.Species[0].LastKnown, silent.Species[0].Limits[0].Unknown));
        Assert.Equal(((19 * 144) + 72, (29 * 144) + 54), (silent.Sensors[0].Received, silent.Sensors[0].Expected!.Value));
        Assert.Equal(OutlookMethods.NotEnoughHistory, silent.Sensors[0].Outlook!.Method);
        Assert.Equal((2, 45, 10), StressOf(silent));
        Assert.Equal(InitiativeStates.Paused, silent.Initiatives[0].State);

        // 1 July: it is given up.
        story.Now = JapanDay.StartOf(new DateOnly(2026, 7, 1)).AddHours(9);
        await story.TellAsync("user:sato", [new InitiativeEnded(Naruse, "buoy-2026", new DateOnly(2026, 6, 30), "not to be replaced", "report 7")]);

        var over = await ReportAsync(reports);
        Assert.Equal(("not-known", 0L, InitiativeStates.Ended), (over.Species[0].State, over.Sensors[0].Received, over.Initiatives[0].State));
        Assert.Equal(0.0, over.Sensors[0].Completeness);

        // What was said of 22 May depends on when it is asked for: the pause was not known before the 25th.
        Assert.Equal(InitiativeStates.Running, await StateAsync(queries, new DateOnly(2026, 5, 22), new DateOnly(2026, 5, 24)));
        Assert.Equal(InitiativeStates.Paused, await StateAsync(queries, new DateOnly(2026, 5, 22), new DateOnly(2026, 5, 25)));
        Assert.Empty(await queries.InitiativesAsync(Naruse, new DateOnly(2026, 5, 22), new DateOnly(2026, 3, 31), Cancellation));
        Assert.Equal(["user:sato", "user:sato", "user:sato"], over.Initiatives[0].Steps.Select(step => step.Actor));

        // The 14th of May, looked at in July, is what it was at its end.
        var then = (await reports.FindAsync(Naruse, new DateOnly(2026, 5, 14), Cancellation))!;
        Assert.Equal(("caution", 28.5, warmSince), (then.Species[0].State, then.Species[0].Limits[1].Value!.Value, then.Species[0].Limits.Single(limit => limit.Limit.Id == "heat-stress").Since!.Value));
        Assert.Equal((1, 44, 0), StressOf(then));
        Assert.Equal((30 * 144, 30 * 144), (then.Sensors[0].Received, then.Sensors[0].Expected!.Value));
    }

    [Fact]
    public async Task A_district_keeps_another_limit_and_what_stood_before_stays_readable()
    {
        await using var story = await FisheryStory.BeginAsync(Begin);
        await story.TellAsync(Catalog());
        story.Now = Begin.AddDays(10);
        await story.TellAsync("user:sato", [new SpeciesLimitChanged("oyster", "heat-stress", Naruse, LimitChanges.Set, 26, "shallow bay", "growers' meeting")]);
        story.Now = Begin.AddDays(20);
        await story.TellAsync("user:abe", [new SpeciesLimitChanged("oyster", "heat-death", null, LimitChanges.Off, null, "not ours")]);
        var queries = story.Get<IFisheryQueries>();

        var here = (await queries.LimitsAsync("oyster", Naruse, null, Cancellation))!;
        Assert.Equal((28.0, 26.0, "growers' meeting", "user:sato"), (here[0].Catalog.Value, here[0].Holding!.Value, here[0].Holding!.Source, here[0].Changes[0].Actor));
        Assert.Null(here[1].Holding);
        Assert.Equal(28, (await queries.LimitsAsync("oyster", "elsewhere", null, Cancellation))![0].Holding!.Value);
        Assert.Equal(30, (await queries.LimitsAsync("oyster", Naruse, JapanDay.Of(Begin.AddDays(10)), Cancellation))![1].Holding!.Value);
        Assert.Null(await queries.LimitsAsync("whale", null, null, Cancellation));

        var entry = new FishingLogSubmitted(Naruse, "form-1", new FishingLogRecord { Date = new DateOnly(2026, 4, 20), Species = "oyster", Work = "handling" });
        await story.TellAsync("user:sato", [entry]);
        await story.TellAsync("user:sato", [entry]);
        var log = Assert.Single(await queries.LogsAsync(Naruse, new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30), null, 10, Cancellation));
        Assert.Equal((entry.Record, "user:sato"), (log.Record, log.Actor));
        Assert.Empty(await queries.LogsAsync(Naruse, new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30), new DateOnly(2026, 4, 20), 10, Cancellation));
        Assert.Equal(1, (await story.Get<IDistrictReports>().ListAsync(null, Cancellation)).Single().LogsInThirtyDays);
    }

    private static IEnumerable<(DateTimeOffset At, double Value)> Readings()
    {
        for (var at = Begin; at < Lost; at = at.AddMinutes(10))
        {
            // Warm from 06:00 on 14 May in Japan on; before, it rises by a tenth of a degree a day.
            yield return (at, at >= JapanDay.StartOf(new DateOnly(2026, 5, 14)).AddHours(6) ? 28.5 : 12 + (0.1 * (int)(at - Begin).TotalDays));
        }
    }

    private static IDomainEvent[] Catalog() =>
    [
        new DistrictDefined { ContentHash = "", District = new DistrictDefinition { Id = Naruse, Name = Text, Branch = "鳴瀬支所", Municipality = "04214", Species = ["oyster"], Source = "a page" } },
        new SpeciesDefined
        {
            ContentHash = "",
            Species = new SpeciesDefinition
            {
                Id = "oyster",
                Name = Text,
                SeasonStart = new MonthDay(4, 1),
                Stages = [new SpeciesStage { Id = "growing", Title = Text, Months = [.. Enumerable.Range(1, 12)], Source = "a page" }],
                Limits = [Limit("heat-stress", LimitLevels.Caution, 28), Limit("heat-death", LimitLevels.Danger, 30)],
                Source = "a page",
            },
        },
        new StationDefined
        {
            ContentHash = "",
            Station = new StationDefinition { Id = "buoy-tona", Domain = "buoy", Name = Text, Municipality = "04214", Latitude = 38.35, Longitude = 141.13, District = Naruse, Source = "a page" },
        },
        new MetricDefined
        {
            ContentHash = "",
            Metric = new MetricDefinition
            {
                Domain = "buoy",
                Name = "water_temp",
                Title = Text,
                Unit = "Cel",
                DisplayUnit = "°C",
                Minimum = -2,
                Maximum = 40,
                ExpectedInterval = new ExpectedInterval(TimeSpan.FromMinutes(10), []),
            },
        },
    ];

    private static SpeciesLimit Limit(string id, string level, double value) =>
        new() { Id = id, Metric = "water_temp", Level = level, Direction = "above", Value = value, Title = Text, Source = "a page" };

    private static (string State, string? Why) StateOf(DistrictReport report) => (report.Species[0].State, report.Species[0].Limits[0].Unknown);

    private static (int Days, int Measured, int Missing) StressOf(DistrictReport report) =>
        report.Species[0].Stress.Where(stress => stress.Limit.Id == "heat-stress").Select(stress => (stress.Days, stress.MeasuredDays, stress.MissingDays)).Single();

    private static async Task<string> StateAsync(IFisheryQueries queries, DateOnly day, DateOnly knownOn) =>
        Assert.Single(await queries.InitiativesAsync(Naruse, day, knownOn, Cancellation)).State;

    private static async Task<DistrictReport> ReportAsync(IDistrictReports reports) => (await reports.FindAsync(Naruse, null, Cancellation))!;
}
