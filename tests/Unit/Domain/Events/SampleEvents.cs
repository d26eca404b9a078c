using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Domain.Kpis;
using MiyagiSensing.Domain.Quality;
using MiyagiSensing.Domain.Rtk;
using MiyagiSensing.Unit.Domain.Journal;

namespace MiyagiSensing.Unit.Domain.Events;

/// <summary>One event of each type, with every property set, as the golden files have them.</summary>
internal static class SampleEvents
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 6, 0, 0, 250, TimeSpan.Zero);

    public static IReadOnlyList<IDomainEvent> All { get; } =
    [
        SampleBlocks.Full,
        new DeviceRegistered { Device = "buoy-1", Domain = "buoy" },
        new CredentialIssued { Device = "buoy-1", Credential = "first", Secret = new SecretHash("sha256", "", 1, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=") },
        new CredentialRevoked { Device = "buoy-1" },
        new DeviceMounted { Device = "buoy-1", Station = "matsushima-1", From = At },
        new DeviceOnline { Device = "buoy-1", At = At, Firmware = "1.4.2", Battery = 3.9 },
        new DeviceOffline { Device = "buoy-1", At = At, Reason = "connection lost" },
        new MessageDeadLettered
        {
            Device = "buoy-1", Topic = "miyagi/v1/buoy/buoy-1/telemetry", Reason = "The payload is not JSON.", Item = 3, BytePosition = 17,
            Raw = [0x00, 0xFF, 0x7B], Encrypted = true, ReceivedAt = At,
        },
        new IntakeStarted { At = At, Epoch = 7 },
        new IntakeStopped { At = At, Epoch = 7 },
        new TimeAdvanced { At = At },
        new WriterEpochTaken { Epoch = 7, At = At },
        new SessionStarted { Session = "s-1", Device = "rtk-1", User = "p-5f2c", At = At, Mountpoint = "MIYAGI1", Agent = "NTRIP rover/2.0" },
        new SessionProgressed
        {
            Session = "s-1", Device = "rtk-1", At = At, Fix = 4, Bytes = 123_456, AgeSeconds = 1.25, Satellites = 21, Municipality = "04101",
            Track = FixTrack.Of(At.AddSeconds(-3), [(4, 1.0m), (5, 2.5m), (4, null), (4, 1.25m)]),
        },
        new SessionEnded { Session = "s-1", Device = "rtk-1", At = At, Reason = "closed by rover", Bytes = 234_567 },
        new StationDefined { Station = Station, ContentHash = "00ff" },
        new MetricDefined { Metric = Metric, ContentHash = "00ff" },
        new RuleDefined { Rule = Rule, ContentHash = "00ff" },
        new EpisodePending(Step("caution", 2, 4.5, 4710)),
        new EpisodeLapsed(Step("caution", 2, 4.25, 4710)),
        new EpisodeRestated
        {
            Episode = "e-1",
            Rule = "river-stage",
            Subject = "gauge-1",
            Station = "station-1",
            Since = At,
            Steps = [new RestatedStep("raised", At.AddMinutes(1), "caution", 2, 4.5, At.AddMinutes(1), Unstable: true)],
            DecidedBy = 4715,
        },
        new EpisodeRaised(Step("caution", 2, 4.5, 4711)),
        new EpisodeEscalated(Step("danger", 4, 9.5, 4712)),
        new EpisodeEased(Step("caution", 2, 4.75, 4713)),
        new EpisodeCleared(Step("caution", 2, 1.25, 4714)),
        new UserAdded { Name = "sato", PasswordHash = "AQAAAAIAAYag" },
        new RoleGranted { Name = "sato", Role = "infrastructure" },
        new CorrectionMade
        {
            Correction = "20261121-0a1b2c", Device = "buoy-1", Sensor = "1m", Metric = "water_temp", From = At, To = At.AddDays(2), Kind = "offset", Value = -0.5,
            Reason = "Sensor was calibrated half a degree too high.", By = "user:sato", Readings = 2,
            Values = [new CorrectionStep { MeasuredAt = At, Old = 14.5, New = 14 }, new CorrectionStep { MeasuredAt = At }], OldHash = "00ff",
        },
        new CorrectionUndone { Correction = "20261121-0a1b2c", Reason = "It was another buoy.", By = "user:sato" },
        new JournalDayArchived(
            "journal:0:20261120", "journal-0-20261120-17.archive", 6_400_000, new string('1', 64), "journal-0-20261120-17.archive.json", new string('2', 64), new string('3', 64), new string('4', 64), new string('5', 64),
            17, 864_017, 863_000, 1_440, 863_000),
        new ArchivePolicySet(Keep: false, AfterDays: 30),
        new BridgeDefined { Bridge = Bridge, ContentHash = "00ff" },
        new BridgeRetired("bridge-sanuma", new DateOnly(2027, 4, 1), "taken down"),
        new InspectionRecorded("bridge-sanuma", "i20261121-0a1b2c", Inspection),
        new InspectionCorrected("bridge-sanuma", "i20261121-0a1b2c", "It was not the drone.", Inspection with { Method = "rope-access" }),
        new RepairRecorded("bridge-sanuma", "r20261121-0a1b2c", new DateOnly(2026, 11, 20), "宮城鉄工", ["hanger", "wind-brace"], "hangers 3 and 4 replaced", "i20261121-0a1b2c"),
        new RepairCorrected("bridge-sanuma", "r20261121-0a1b2c", "Hanger 4 was left as it is.", new RepairRecord
        {
            Date = new DateOnly(2026, 11, 20),
            By = "宮城鉄工",
            Parts = ["hanger"],
            Work = "hanger 3 replaced",
            Inspection = "i20261121-0a1b2c",
        }),
        new QualityDefined { Quality = Quality, ContentHash = "00ff" },
        new DistrictDefined { District = District, ContentHash = "00ff" },
        new SpeciesDefined { Species = Species, ContentHash = "00ff" },
        new SpeciesLimitChanged("oyster", "heat-death", "matsushima", "set", 29.5, "shallow bay", "meeting of growers, 12 June 2026"),
        new InitiativeStarted("kesennuma", "buoy-2026", "buoy", new DateOnly(2026, 4, 1), "branch meeting of 20 March 2026"),
        new InitiativePaused("kesennuma", "buoy-2026", new DateOnly(2026, 8, 1), "overhaul ashore", null),
        new InitiativeEnded("kesennuma", "buoy-2026", new DateOnly(2027, 3, 31), "the buoy was lost", "report 7"),
        new FishingLogSubmitted("kesennuma", "l20261121-0a1b2c", new FishingLogRecord
        {
            Date = new DateOnly(2026, 11, 20),
            Species = "oyster",
            Work = "harvest",
            Kilograms = 420.5,
            Hours = 6,
            Vessel = "第三海宝丸",
            Note = "calm",
        }),
        new SessionTimedOut("s-1", "rtk-tome-1", new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 20, 3, 30, 0, TimeSpan.Zero)),
        new RtkIdRegistered("rtk-0a1b2c3d4e5f60718293", new DateOnly(2026, 4, 1), "list of April 2026"),
        new ThresholdChanged("naruse-1", "stage", "danger", At, "river office, 2026-11-20", "the bank was raised", 9.5),
        new RtkIdRetired("rtk-0a1b2c3d4e5f60718293", new DateOnly(2027, 3, 31), "given back"),
        new KpiDefined { Kpi = Kpi, ContentHash = "00ff" },
        new KpiTargetSet("open-datasets", 2027, "plan of 2026", 250.5m),
        new KpiObserved("open-datasets", 2025, new DateOnly(2026, 3, 31), "portal, counted on 2 April 2026", 171, "One was counted twice."),
        new KpiFrozen { Kpi = "open-datasets", FiscalYear = 2025, Figures = [KpiFigure], At = new DateTimeOffset(2026, 3, 31, 15, 0, 0, TimeSpan.Zero), DecidedBy = 4711 },
        new KpiRestated
        {
            Kpi = "open-datasets", FiscalYear = 2025, Figures = [KpiFigure], Cause = new EventReference("kpi:open-datasets", 3, 4712, "kpi_observed", At, "user:sato"),
        },
        new RtkUserForgotten("rtk-0a1b2c3d4e5f60718293", new DateTimeOffset(2027, 4, 1, 3, 0, 0, TimeSpan.Zero)),
        new ProjectionEventSkipped(
            "devices/1", 1234, Guid.Parse("019ab5f0-0000-7000-8000-000000000001"), "readings_recorded", "journal:0:20261121", "it can't be read"),
    ];

    private static KpiDefinition Kpi => new()
    {
        Id = "open-datasets",
        Pillar = new LocalText("行政のDX", "DX of the administration"),
        Area = new LocalText("情報システム最適化・データ利活用", "Information systems and use of data"),
        Name = new LocalText("公開データセット数", "Open data sets published"),
        Unit = new LocalText("件", "count"),
        Baseline = new KpiYearValue(2023, 167),
        Target = new KpiYearValue(2027),
        Direction = "higher",
        Cumulative = true,
        Computed = "rtk-users",
        Note = "a note",
        Source = "the policy",
    };

    private static KpiFigure KpiFigure => new("observed", new LocalText("入力した値", "Entered"), 1, 171);

    private static DistrictDefinition District => new()
    {
        Id = "kesennuma",
        Name = new LocalText("気仙沼", "Kesennuma"),
        Branch = "気仙沼地区支所",
        GeneralBranch = "kesennuma",
        Municipality = "04205",
        Species = ["oyster", "wakame"],
        Unconfirmed = true,
        Source = "the cooperative's list",
    };

    private static QualityDefinition Quality => new()
    {
        Domain = "buoy",
        Metric = "salinity",
        Limits = new QualityLimits
        {
            GrossRange = new GrossRangeLimits { SensorMinimum = 0, SensorMaximum = 42, UserMinimum = 0.05, UserMaximum = 36, Source = "a page" },
            Climatology = new ClimatologyLimits
            {
                Ranges = [new ClimatologyRange { Months = [1, 2, 12], Minimum = 25, Maximum = 35, DepthFrom = 0, DepthTo = 5 }],
                Source = "a page",
            },
            Spike = new SpikeLimits { Suspect = 6, Fail = 12, MaxGap = TimeSpan.FromHours(1), Source = "a page" },
            RateOfChange = new RateOfChangeLimits
            {
                Deviations = 3,
                Period = TimeSpan.FromHours(25),
                Allowance = 0.5,
                LeastReadings = 12,
                MaxGap = TimeSpan.FromHours(1),
                Source = "a page",
            },
            FlatLine = new FlatLineLimits { SuspectCount = 36, FailCount = 48, Tolerance = 0.005, Source = "a page" },
            DensityInversion = new DensityInversionLimits { Threshold = -0.2, MaxApart = TimeSpan.FromMinutes(10), Source = "a page" },
        },
        Overrides =
        [
            new QualityOverride
            {
                Stations = ["matsushima-1"],
                Sensors = ["1m"],
                Limits = new QualityLimits { Spike = new SpikeLimits { Suspect = 1, Fail = 2, MaxGap = TimeSpan.FromMinutes(30), Source = "a page" } },
                Off = [QualityTestKind.Climatology, QualityTestKind.FlatLine],
                Source = "a page",
            },
        ],
    };

    private static BridgeDefinition Bridge => new()
    {
        Id = "bridge-sanuma",
        Name = new LocalText("佐沼水管橋", "Sanuma pipe bridge"),
        Class = "trunk",
        Structure = "truss",
        Municipality = "04212",
        Latitude = 38.694,
        Longitude = 141.199,
        Water = new LocalText("迫川", "Hasama-gawa"),
        DiameterMillimetres = 600,
        LengthMetres = 42.5,
        Spans = 1,
        InServiceSince = 1975,
        Station = "pipe-bridge-sanuma",
        Fictional = true,
        Source = "made up",
    };

    private static SpeciesDefinition Species => new()
    {
        Id = "oyster",
        Name = new LocalText("カキ", "Oyster"),
        SeasonStart = new MonthDay(1, 1),
        Stages = [new SpeciesStage { Id = "growing", Title = new LocalText("養成", "Growing"), Months = [1, 2, 12], Source = "a page" }],
        Limits =
        [
            new SpeciesLimit
            {
                Id = "heat-death", Metric = "water_temp", Level = "danger", Direction = "above", Value = 30, Title = new LocalText("へい死", "Death"), Sensors = ["1m"], DepthFrom = 0, DepthTo = 5,
                Months = [7, 8], Stage = "growing", Fictional = true, Source = "a page",
            },
        ],
        DegreeDays = new DegreeDayRule
        {
            Metric = "water_temp",
            Base = 10,
            Start = new MonthDay(1, 1),
            Marks = [new DegreeDayMark("mature", 600, new LocalText("成熟", "Mature"))],
            Repeat = new DegreeDayRepeat(300, 20, new LocalText("産卵", "Spawning")),
            Source = "a page",
        },
        Remark = new LocalText("注記", "a note"),
        Fictional = true,
        Source = "a page",
    };

    private static InspectionRecord Inspection => new()
    {
        Date = new DateOnly(2026, 11, 20),
        Inspector = "東北点検",
        Method = "drone",
        Parts = [new PartCondition("hanger", "III", "rust at the wind brace"), new PartCondition("pipe", "I", null)],
        Photos = ["IMG_0001.jpg"],
        Note = "Next time with a rope.",
    };

    private static StationDefinition Station => new()
    {
        Id = "naruse-1",
        Domain = "river",
        Name = new LocalText("鳴瀬川", "Naruse"),
        Municipality = "04501",
        Latitude = 38.5,
        Longitude = 141.125,
        District = "d-1",
        Water = new LocalText("鳴瀬川", "Naruse River"),
        Kind = "crisis-management-gauge",
        CoverageKilometres = 20,
        Thresholds = new Dictionary<string, IReadOnlyDictionary<string, double>> { ["stage"] = new Dictionary<string, double> { ["danger"] = 9.45 } },
        EarlierThresholds = [new EarlierThreshold("stage", "danger", 9.25, At, "the list of 2025")],
        Downstream = new DownstreamStation("naruse-2", "kilometre posts", 4.5, TimeSpan.FromMinutes(40)),
        Fictional = true,
        Source = "made up for this test",
    };

    private static MetricDefinition Metric => new()
    {
        Domain = "buoy",
        Name = "water_temp",
        Title = new LocalText("水温", "Water temperature"),
        Unit = "Cel",
        DisplayUnit = "°C",
        Minimum = -5,
        Maximum = 45,
        Decimals = 1,
        Sentinels = [-999],
    };

    private static RuleDefinition Rule => new()
    {
        Id = "river-stage",
        Name = new LocalText("河川水位", "River stage"),
        Kind = "threshold",
        Domain = "river",
        Metric = "stage",
        Direction = "above",
        Hysteresis = 0.1,
        For = TimeSpan.FromMinutes(10),
        Keep = TimeSpan.FromHours(1),
        Late = TimeSpan.FromHours(3),
        Levels =
        [
            new RuleLevel { Name = "caution", Title = new LocalText("氾濫注意", "Flood caution"), Severity = 2, Value = 4.5 },
            new RuleLevel { Name = "danger", Title = new LocalText("氾濫危険", "Flood danger"), Severity = 4, StationThreshold = "danger" },
        ],
        Stations = ["naruse-1"],
        StationKinds = ["crisis-management-gauge"],
        Source = "made up for this test",
    };

    private static EpisodeStep Step(string level, int severity, double value, long decidedBy) => new()
    {
        Episode = "e-1",
        Rule = "river-stage",
        Subject = "naruse-1.main",
        Station = "naruse-1",
        Device = "gauge-1",
        Sensor = "main",
        Metric = "stage",
        Level = level,
        Severity = severity,
        Value = value,
        Limit = 9.45,
        MeasuredAt = At,
        DecidedBy = decidedBy,
    };
}
