using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Kpis;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Host.Catalog;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using MiyagiSensing.Projections.Engine.Shadows;
using MiyagiSensing.Projections.Kpis;
using Xunit;

namespace MiyagiSensing.Integration.Kpis;

/// <summary>Event store and KPI projection on a database of their own, with a clock that stands where the story is. Events are recorded when they are told; the projection takes them in when it is asked to catch up.</summary>
public sealed class KpiFixture : IAsyncDisposable
{
    private readonly StoryStore _story;
    private readonly IProjector _projector;
    private readonly Random _random;
    private long _position;

    private KpiFixture(StoryStore story, int seed)
    {
        _story = story;
        _projector = story.Projector("kpis/1");
        _random = new Random(seed);
    }

    public IKpiQueries Kpis => _story.Get<IKpiQueries>();

    public IEventStore Store => _story.Events;

    public KpiDesk Desk => new(Store, _story.Clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="today">The day in Japan on which the story begins, at noon: the KPIs of the real catalog are defined then.</param>
    /// <param name="seed">Decides into which batches events are cut.</param>
    public static async Task<KpiFixture> StartAsync(string today, int seed = 1)
    {
        var fixture = new KpiFixture(await StoryStore.StartAsync(), seed);
        await fixture.RestartAsync();
        fixture.Noon(today);
        foreach (var kpi in CatalogFiles.Load(HostPrograms.Catalog).Kpis)
        {
            await fixture.TellAsync($"kpi:{kpi.Id}", new KpiDefined { Kpi = kpi, ContentHash = "" });
        }

        return fixture;
    }

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An instant of a day in Japan.</summary>
    public static DateTimeOffset At(string day, int hour = 12, int minute = 0) => JapanDay.StartOf(Day(day)).AddHours(hour).AddMinutes(minute);

    /// <summary>Puts the clock to noon of a day in Japan; time only, the journal does not hear of it.</summary>
    public void Noon(string day) => _story.Now = At(day);

    public void Now(DateTimeOffset now) => _story.Now = now;

    /// <summary>Records an event at the clock's time.</summary>
    public Task TellAsync(string stream, IDomainEvent data, string actor = "operator") => _story.TellAsync(stream, data, actor);

    /// <summary>A minute of the journal's time.</summary>
    public Task TickAsync(DateTimeOffset at)
    {
        _story.Now = at;
        return TellAsync("platform", new TimeAdvanced { At = at });
    }

    public Task SessionAsync(string session, string user, DateTimeOffset at) =>
        TellAsync($"rtk-session:{session}", new SessionStarted { Session = session, Device = "rtk-tome-1", User = user, At = at });

    public Task BridgeAsync(string id) => TellAsync($"bridge:{id}", new BridgeDefined
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
    });

    public Task InspectAsync(string bridge, string inspection, string day) => TellAsync($"bridge:{bridge}", new InspectionRecorded(bridge, inspection, Record(day)));

    public static InspectionRecord Record(string day) => new() { Date = Day(day), Inspector = "東北点検", Method = "visual", Parts = [new PartCondition("pipe", "I", null)] };

    /// <summary>A district with a station and a buoy at it, whose temperature is expected every six hours.</summary>
    public async Task DistrictWithBuoyAsync(string district, string device)
    {
        await TellAsync("metric:buoy:water_temp", new MetricDefined
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
        });
        await DistrictAsync(district);
        await TellAsync($"station:{device}-place", new StationDefined
        {
            Station = new StationDefinition { Id = $"{device}-place", Domain = "buoy", Name = new LocalText(device, device), Municipality = "04205", Latitude = 38, Longitude = 141, District = district },
            ContentHash = "",
        });
        await TellAsync($"device:{device}", new DeviceRegistered { Device = device, Domain = "buoy" });
        await TellAsync($"device:{device}", new DeviceMounted { Device = device, Station = $"{device}-place", From = _story.Now });
    }

    public Task DistrictAsync(string district) => TellAsync($"district:{district}", new DistrictDefined
    {
        District = new DistrictDefinition { Id = district, Name = new LocalText(district, district), Branch = district, Municipality = "04205" },
        ContentHash = "",
    });

    /// <summary>Readings of a buoy at 0, 6, 12 and 18 o'clock of some days, in one block.</summary>
    /// <param name="device">Device id.</param>
    /// <param name="from">First day in Japan.</param>
    /// <param name="days">How many.</param>
    /// <param name="receivedOn">The day on which they came, at 23:00; null for the day of each.</param>
    public async Task ReadingsAsync(string device, string from, int days, string? receivedOn = null)
    {
        var measured = Enumerable.Range(0, days * 4).Select(i => At(from, 0).AddHours(6 * i)).ToArray();
        var received = measured.Select(at => (receivedOn is null ? JapanDay.StartOf(JapanDay.Of(at)) : At(receivedOn, 0)).AddHours(23)).ToArray();
        _story.Now = received[^1] > _story.Now ? received[^1] : _story.Now;
        await TellAsync("journal:0:test", new ReadingsRecorded
        {
            Groups =
            [
                new ReadingGroup
                {
                    Metrics = new MetricSet("water_temp", "battery"),
                    Sources = [new ReadingSource(device, "1m")],
                    SourceIndex = new int[measured.Length],
                    MeasuredAt = [.. measured.Select(at => at.ToUnixTimeMilliseconds())],
                    ReceivedAt = [.. received.Select(at => at.ToUnixTimeMilliseconds())],
                    Values = [[.. measured.Select(_ => 14.5)], [.. measured.Select(_ => 3.9)]],
                    Decoder = "json/1",
                },
            ],
        });
    }

    /// <summary>The projection takes in what has been told, in batches of any size; also what it appends itself.</summary>
    public async Task CatchUpAsync()
    {
        for (var events = await _story.ReadAsync(_position); events.Count > 0; events = await _story.ReadAsync(_position))
        {
            while (events.Count > 0)
            {
                var batch = events.Take(1 + _random.Next(6)).ToList();
                events.RemoveRange(0, batch.Count);
                await _projector.FoldAsync(batch, Cancellation);
                if (events.Count == 0 || (_projector.IsUrgent && _random.Next(2) == 0))
                {
                    _position = batch[^1].Position;
                    await _story.SaveAsync(_projector, _position);
                }
            }
        }
    }

    /// <summary>Begins again from what is committed, as after a failure or a restart.</summary>
    public async Task RestartAsync() => _position = await _story.LoadAsync(_projector);

    /// <summary>The values of a KPI's figures in a fiscal year as of a day, in order; null where there is none.</summary>
    public async Task<decimal?[]> ValuesAsync(string kpi, string year, string asOf) => [.. (await YearAsync(kpi, year, asOf)).Figures.Select(figure => figure.Value)];

    public async Task<KpiYear> YearAsync(string kpi, string year, string asOf)
    {
        Assert.True(FiscalYear.TryParse(year, out var parsed));
        return Assert.Single((await Kpis.FindAsync(kpi, Day(asOf), [parsed], Cancellation))!.Years);
    }

    public async Task<IReadOnlyList<KpiEvidence>> EvidenceAsync(string kpi, string year, string asOf)
    {
        Assert.True(FiscalYear.TryParse(year, out var parsed));
        return (await Kpis.EvidenceAsync(kpi, parsed, Day(asOf), 0, 1_000, Cancellation))!.Items;
    }

    /// <summary>The events of a type on a KPI's stream.</summary>
    public async Task<List<TEvent>> EventsAsync<TEvent>(string kpi)
        where TEvent : IDomainEvent
    {
        List<TEvent> found = [];
        await foreach (var item in Store.ReadStreamAsync($"kpi:{kpi}", 1, Cancellation))
        {
            if (item.Data is TEvent data)
            {
                found.Add(data);
            }
        }

        return found;
    }

    /// <summary>A replay beside the live rows finds the same, and so does the auditor; neither appends anything.</summary>
    public async Task AssertReplayIsEqualAsync()
    {
        await CatchUpAsync();
        var before = await _story.NumberAsync("select count(*) from miyagi.mt_events");
        var report = await _story.Get<IProjectionShadow>().VerifyAsync("kpis", _ => { }, Cancellation);
        Assert.True(report.DifferingCount == 0, string.Join("; ", report.Tables.Select(table => table.FirstDifference).OfType<string>()));
        Assert.True(await _story.Get<ProjectionAuditor>().AuditAsync(TimeSpan.FromMinutes(1), Cancellation));
        Assert.Equal(0, await _story.NumberAsync("select coalesce(sum(differing), 0)::bigint from miyagi.projection_audits where projection = 'kpis/1'"));
        Assert.Equal(before, await _story.NumberAsync("select count(*) from miyagi.mt_events"));
    }

    public async Task RebuildAsync() =>
        Assert.Equal(0, (await _story.Get<IProjectionShadow>().RebuildAsync("kpis", _ => { }, Cancellation)).DifferingCount);

    public ValueTask DisposeAsync() => _story.DisposeAsync();
}
