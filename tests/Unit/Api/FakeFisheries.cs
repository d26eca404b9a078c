using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Projections.Fisheries;

namespace MiyagiSensing.Unit.Api;

/// <summary>One district, <c>naruse</c>, with oysters, an initiative and two entries of a log; remembers what it was asked.</summary>
internal sealed class FakeFisheries : IFisheryQueries, IDistrictReports
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 15, 0, 0, TimeSpan.Zero);
    private static readonly LocalText Text = new("カキ", "Oyster");

    private static readonly DistrictDefinition District = new() { Id = "naruse", Name = new LocalText("鳴瀬", "Naruse"), Branch = "鳴瀬支所", Municipality = "04214", Species = ["oyster"], Unconfirmed = true, Source = "a page" };

    private static readonly SpeciesLimit Limit = new() { Id = "heat-death", Metric = "water_temp", Level = "danger", Direction = "above", Value = 30, Title = Text, Source = "a page" };

    private static readonly LimitReading Reading = new()
    {
        Limit = Limit,
        Station = "buoy-tona",
        Device = "tona-1",
        Sensor = "1m",
        Value = 30.5,
        MeasuredAt = At,
        AgeSeconds = 600,
        Reached = true,
        Margin = -0.5,
        Since = At.AddHours(-2),
    };

    public object? Asked { get; private set; }

    public Task<IReadOnlyList<DistrictOverview>> ListAsync(DateOnly? day, CancellationToken cancellationToken)
    {
        Asked = day;
        return Task.FromResult<IReadOnlyList<DistrictOverview>>([new DistrictOverview(District, ["buoy-tona"], [Report()], 1, 2)]);
    }

    public Task<DistrictReport?> FindAsync(string district, DateOnly? day, CancellationToken cancellationToken)
    {
        Asked = day;
        return Task.FromResult(district != "naruse" ? null : new DistrictReport
        {
            District = District,
            Day = new DateOnly(2026, 11, 21),
            At = At,
            Species =
            [
                Report() with
                {
                    Stress = [new StressDays(Limit, "buoy-tona", new DateOnly(2026, 1, 1), new DateOnly(2026, 11, 21), 12, 300, 25)],
                    DegreeDays =
                    [
                        new SensorDegreeDays("buoy-tona", "1m", new DegreeDayCount
                        {
                            From = new DateOnly(2026, 1, 1),
                            To = new DateOnly(2026, 11, 21),
                            DegreeDays = 612.5,
                            Days = 300,
                            MissingDays = 25,
                            Marks = [new DegreeDayReached("mature", 600, Text, new DateOnly(2026, 7, 1))],
                            Repeats = [new DateOnly(2026, 8, 1)],
                        }),
                    ],
                    Outlook = [new OutlookReach(Limit, "buoy-tona", "1m", new DateOnly(2026, 11, 22), null)],
                },
            ],
            Sensors =
            [
                new SensorReport
                {
                    Station = "buoy-tona",
                    Sensor = "1m",
                    DepthMetres = 1,
                    Metric = "water_temp",
                    Received = 4_000,
                    Expected = 4_320,
                    Days = [new DayFigure(new DateOnly(2026, 11, 20), 14.5, 14, 15, 144)],
                    Outlook = new Outlook { Method = OutlookMethods.Trend, Words = OutlookMethods.InWords(OutlookMethods.Trend), From = new DateOnly(2026, 11, 21), Days = [new OutlookDay(new DateOnly(2026, 11, 22), 14.25, 13.5, 15)] },
                },
            ],
            Initiatives = [Initiative()],
            LogsInThirtyDays = 2,
        });
    }

    public Task<IReadOnlyList<DistrictDefinition>> DistrictsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DistrictDefinition>>([District]);

    public Task<IReadOnlyList<SpeciesDefinition>> SpeciesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SpeciesDefinition>>(
    [
        new SpeciesDefinition
        {
            Id = "oyster",
            Name = Text,
            SeasonStart = new MonthDay(1, 1),
            Stages = [new SpeciesStage { Id = "growing", Title = Text, Months = [11], Source = "a page" }],
            Limits = [Limit],
            Source = "a page",
        },
    ]);

    public Task<IReadOnlyList<LimitChange>> LimitChangesAsync(DateOnly? knownOn, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LimitChange>>([]);

    public Task<IReadOnlyList<LimitOverview>?> LimitsAsync(string species, string? district, DateOnly? knownOn, CancellationToken cancellationToken)
    {
        Asked = (species, district, knownOn);
        return Task.FromResult<IReadOnlyList<LimitOverview>?>(species != "oyster"
            ? null
            : [new LimitOverview(Limit, Limit with { Value = 29 }, [new LimitChange(new SpeciesLimitChanged("oyster", "heat-death", "naruse", "set", 29, "shallow"), "user:sato", 17, At)])]);
    }

    public Task<IReadOnlyList<InitiativeOverview>> InitiativesAsync(string? district, DateOnly day, DateOnly? knownOn, CancellationToken cancellationToken)
    {
        Asked = (district, day, knownOn);
        return Task.FromResult<IReadOnlyList<InitiativeOverview>>([Initiative()]);
    }

    public Task<IReadOnlyList<FishingLog>> LogsAsync(string? district, DateOnly from, DateOnly to, DateOnly? knownOn, int limit, CancellationToken cancellationToken)
    {
        Asked = (district, from, to, knownOn, limit);
        return Task.FromResult<IReadOnlyList<FishingLog>>(
        [
            new FishingLog("form-1", "naruse", new FishingLogRecord { Date = new DateOnly(2026, 11, 20), Species = "oyster", Work = "harvest", Kilograms = 120.5, Hours = 3, Vessel = "第三丸", Note = "calm, \"cold\"" }, "user:sato", 4711, At),
            new FishingLog("buoy-1.7", "naruse", new FishingLogRecord { Date = new DateOnly(2026, 11, 19), Species = "oyster", Work = "handling", Note = "=1+1" }, "device:buoy-1", 4700, At),
        ]);
    }

    private static InitiativeOverview Initiative() =>
        new("naruse", "buoy-2026", "buoy", "running", true, [new InitiativeEntry("running", new DateOnly(2026, 4, 1), "minutes of 20 March", null, "user:sato", 12, At)]);

    private static SpeciesReport Report() => new() { Species = "oyster", Name = Text, State = "danger", LastKnown = "danger", Stages = [Text], Limits = [Reading] };
}
