using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Kpis;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using MiyagiSensing.Projections.SeriesHistory;
using Npgsql;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>
/// Keeps what KPIs rest on, and freezes their figures when the journal's time leaves a fiscal year. Later events that change the figures of such a year append a restatement. Rows, events and checkpoint are one transaction, so each is
/// stated once, also after a downtime over the end of the year.
/// </summary>
internal sealed class KpisProjector(IEventStore store, TimeProvider clock) : IProjector
{
    private const string BuoyDomain = "buoy";

    /// <summary>Rows of readings that gather at the most before they are written. Chosen: some 5 MB.</summary>
    private const int MaxGathered = 20_000;

    /// <summary>How long readings gather while they keep coming. Chosen: the row of a running day is written six times a minute at the most, and nobody waits for it.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(10);

    /// <summary>Stored names of the events that are kept as they are.</summary>
    private static readonly HashSet<string> FactTypes =
    [
        "kpi_defined", "kpi_target_set", "kpi_observed", "rtk_id_registered", "rtk_id_retired", "district_defined", "initiative_started", "initiative_paused", "initiative_ended",
        "fishing_log_submitted", "station_defined", "metric_defined", "device_registered", "device_mounted", "bridge_defined", "bridge_retired", "inspection_recorded", "inspection_corrected",
    ];

    private readonly List<KpiStep> _steps = [];
    private readonly HashSet<string> _buoys = [];
    private readonly Dictionary<SeriesId, long> _begins = [];
    private readonly SortedSet<int> _frozen = [];
    private KpiFreezer _freezer = new([]);
    private DateTimeOffset? _time;
    private bool _timeChanged;
    private long _gatheringSince;

    public string Name => "kpis/1";

    public IReadOnlySet<string>? EventTypes { get; } = new HashSet<string>(FactTypes) { "session_started", "time_advanced", EventCatalog.ReadingsRecorded };

    public IReadOnlyList<RowAudit> Audits { get; } =
    [
        new KpiFactsAudit(FactTypes),
        new KpiSessionsAudit(),
        new KpiStatementsAudit(),
    ];

    public string Schema => KpiRows.Schema;

    public bool IsUrgent => _steps.Exists(step => step is not KpiStep.Write { Rows.HasReadingsOnly: true });

    public bool HoldsBack => _steps is [KpiStep.Write { Rows: { HasReadingsOnly: true, DayCount: < MaxGathered } }] && clock.GetElapsedTime(_gatheringSince) < Gathering;

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _steps.Clear();
        _buoys.Clear();
        _begins.Clear();
        _frozen.Clear();
        _timeChanged = false;
        foreach (var item in await KpiRows.FactsAsync(connection, ["device_registered"], KnownUntil.At(long.MaxValue), null, cancellationToken))
        {
            KnowDevice(item.Data);
        }

        foreach (var (series, begin) in await KpiRows.BeginsAsync(connection, cancellationToken))
        {
            _begins.Add(series, begin.ToUnixTimeMilliseconds());
        }

        _frozen.UnionWith((await KpiRows.FrozenYearsAsync(connection, cancellationToken)).Select(year => year.Year.Year));
        _time = await KpiRows.TimeAsync(connection, cancellationToken);
        _freezer = new KpiFreezer(await KpiRows.StatementsAsync(connection, KnownUntil.At(long.MaxValue), cancellationToken));
    }

    public Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        _gatheringSince = _steps.Count > 0 ? _gatheringSince : clock.GetTimestamp();
        foreach (var item in events)
        {
            switch (item.Data)
            {
                case ReadingsRecorded block:
                    Count(block, item);
                    break;
                case SessionStarted session:
                    Pending().AddSession(item);
                    Check(item, null, KpiRules.RtkUsers, KpiPending.FiscalYearOf(session.At));
                    break;
                case TimeAdvanced time:
                    Advance(time.At, item);
                    break;
                case { } data when FactTypes.Contains(item.Type):
                    Pending().AddFact(item);
                    KnowDevice(data);
                    CheckFact(data, item);
                    break;
            }
        }

        return Task.CompletedTask;
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        List<NewEvent> events = [];
        foreach (var step in _steps)
        {
            if (step is KpiStep.Write write)
            {
                await write.Rows.WriteAsync(connection, transaction, cancellationToken);
            }
            else
            {
                events.AddRange(await _freezer.DecideAsync(step, clock.GetUtcNow(), connection, transaction, cancellationToken));
            }
        }

        if (_timeChanged)
        {
            await using var command = KpiRows.Command(connection, "insert into kpi_clock (one, at) values (1, $1) on conflict (one) do update set at = excluded.at", _time!.Value);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        if (events.Count > 0)
        {
            await store.AppendWithinAsync(events, transaction, cancellationToken);
        }
    }

    public void Committed(long position)
    {
        _steps.Clear();
        _timeChanged = false;
    }

    private void KnowDevice(IDomainEvent? data)
    {
        if (data is DeviceRegistered { Domain: BuoyDomain } fact)
        {
            _buoys.Add(fact.Device);
        }
    }

    private KpiPending Pending()
    {
        if (_steps is [.., KpiStep.Write open])
        {
            return open.Rows;
        }

        var rows = new KpiPending();
        _steps.Add(new KpiStep.Write(rows));
        return rows;
    }

    /// <summary>Counts what buoys measured; where that is within the window of a year that is over, its figures are looked at again.</summary>
    private void Count(ReadingsRecorded block, RecordedEvent item)
    {
        HashSet<DateOnly> days = [];
        foreach (var group in block.Groups)
        {
            var ofBuoys = Array.ConvertAll(group.Sources, source => _buoys.Contains(source.Device));
            for (var i = 0; i < group.Count; i++)
            {
                for (var k = 0; k < group.Metrics.Count && ofBuoys[group.SourceIndex[i]]; k++)
                {
                    if (double.IsFinite(group.Values[k][i]))
                    {
                        var source = group.Sources[group.SourceIndex[i]];
                        Count(new SeriesId(source.Device, source.Sensor, group.Metrics[k]), group.MeasuredAt[i], group.ReceivedAt[i], item.Position, days);
                    }
                }
            }
        }

        foreach (var year in _frozen.Where(year => days.Any(day => IsInWindow(day, new FiscalYear(year).LastDay))))
        {
            Check(item, null, KpiRules.SmartDistricts, year);
        }
    }

    private void Count(SeriesId series, long measuredAt, long receivedAt, long position, HashSet<DateOnly> days)
    {
        Pending().AddValue(series, measuredAt, receivedAt, position);
        days.Add(JapanDay.Of(measuredAt));
        if (!_begins.TryGetValue(series, out var begin))
        {
            _begins.Add(series, measuredAt);
        }
        else if (measuredAt < begin)
        {
            // More was to be expected on the day on which it had seemed to begin.
            _begins[series] = measuredAt;
            days.Add(JapanDay.Of(begin));
        }
    }

    private static bool IsInWindow(DateOnly day, DateOnly last) => day <= last && day >= SmartDistricts.WindowStart(last);

    private void Advance(DateTimeOffset now, RecordedEvent item)
    {
        if (_time >= now)
        {
            return;
        }

        foreach (var year in KpiFreezing.YearsEnded(_time, now))
        {
            _steps.Add(new KpiStep.Freeze(year, EventReference.Of(item)));
            _frozen.Add(year.Year);
        }

        (_time, _timeChanged) = (now, true);
    }

    private void CheckFact(IDomainEvent data, RecordedEvent item)
    {
        switch (data)
        {
            case KpiDefined fact:
                Check(item, fact.Kpi.Id, null, null);
                break;
            case KpiObserved fact:
                Check(item, fact.Kpi, null, fact.FiscalYear);
                break;
            case RtkIdRegistered or RtkIdRetired:
                Check(item, null, KpiRules.RtkUsers, null);
                break;
            case BridgeDefined or BridgeRetired or InspectionRecorded or InspectionCorrected:
                Check(item, null, KpiRules.BridgeInspections, null);
                break;
            case DistrictDefined or InitiativeStarted or InitiativePaused or InitiativeEnded or FishingLogSubmitted or DeviceMounted
                or StationDefined { Station.Domain: BuoyDomain } or MetricDefined { Metric.Domain: BuoyDomain }:
                Check(item, null, KpiRules.SmartDistricts, null);
                break;
        }
    }

    private void Check(RecordedEvent item, string? kpi, string? rule, int? year)
    {
        var years = _frozen.Where(frozen => year is null || frozen == year).Select(frozen => new FiscalYear(frozen)).ToList();
        if (years.Count > 0)
        {
            _steps.Add(new KpiStep.Check(EventReference.Of(item), kpi, rule, years));
        }
    }
}
