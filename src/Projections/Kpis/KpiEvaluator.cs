using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Kpis;
using Npgsql;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>Brings a KPI's rule and the facts that were known together. Facts are read once; use a new one for another state of knowledge.</summary>
/// <param name="connection">Where the rows are; one caller at a time.</param>
/// <param name="known">How much is known.</param>
/// <param name="now">The present, beyond which no reading is to be expected, UTC.</param>
internal sealed class KpiEvaluator(NpgsqlConnection connection, KnownUntil known, DateTimeOffset now)
{
    private const string LogType = "fishing_log_submitted";

    private static readonly string[] DistrictTypes =
        ["district_defined", "initiative_started", "initiative_paused", "initiative_ended", "station_defined", "metric_defined", "device_mounted"];

    private static readonly string[] BridgeTypes = ["bridge_defined", "bridge_retired", "inspection_recorded", "inspection_corrected"];
    private static readonly string[] RtkTypes = ["rtk_id_registered", "rtk_id_retired"];
    private static readonly string[] KpiTypes = ["kpi_defined", "kpi_target_set", "kpi_observed"];

    private readonly Dictionary<string, List<RecordedEvent>> _read = [];
    private DateTimeOffset? _began;

    /// <summary>Stored names of the facts that a KPI rests on; sessions and readings beside them are no facts.</summary>
    public static string[] TypesOf(KpiDefinition kpi) => kpi.Computed switch
    {
        KpiRules.RtkUsers => RtkTypes,
        KpiRules.BridgeInspections => BridgeTypes,
        KpiRules.SmartDistricts => [.. DistrictTypes, LogType],
        _ => KpiTypes,
    };

    /// <summary>What is known of the KPIs themselves, by KPI id.</summary>
    public async Task<ILookup<string, RecordedEvent>> KpiFactsAsync(CancellationToken cancellationToken) => (await ReadAsync(KpiTypes, cancellationToken)).ToLookup(item => item.Data switch
    {
        KpiDefined fact => fact.Kpi.Id,
        KpiTargetSet fact => fact.Kpi,
        KpiObserved fact => fact.Kpi,
        _ => "",
    });

    /// <summary>The definitions known, in the order in which they came.</summary>
    public async Task<IReadOnlyList<KpiDefinition>> DefinitionsAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync(KpiTypes, cancellationToken)).Select(item => item.Data).OfType<KpiDefined>().GroupBy(fact => fact.Kpi.Id, (_, same) => same.Last().Kpi)];

    /// <summary>The figures of a fiscal year up to a day of it, with their evidence but for sessions.</summary>
    /// <param name="kpi">The KPI.</param>
    /// <param name="year">The fiscal year.</param>
    /// <param name="day">The day that figures of a day stand for; within the year.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<KpiResult> EvaluateAsync(KpiDefinition kpi, FiscalYear year, DateOnly day, CancellationToken cancellationToken)
    {
        var result = await ResultAsync(kpi, year, day, cancellationToken);
        _began ??= await KpiRows.BeganAsync(connection, cancellationToken);
        return _began is { } began && day < JapanDay.Of(began) ? result.BeforeRecords() : result;
    }

    private async Task<KpiResult> ResultAsync(KpiDefinition kpi, FiscalYear year, DateOnly day, CancellationToken cancellationToken) => kpi.Computed switch
    {
        KpiRules.RtkUsers => RtkUsers.Of(await KpiRows.UsesAsync(connection, year, day, known, cancellationToken), await ReadAsync(RtkTypes, cancellationToken), day),
        KpiRules.BridgeInspections => BridgeInspections.Of(kpi, await ReadAsync(BridgeTypes, cancellationToken), day),
        KpiRules.SmartDistricts => await DistrictsAsync(day, cancellationToken),
        _ => KpiObservations.Of((await KpiFactsAsync(cancellationToken))[kpi.Id], year, day),
    };

    private async Task<KpiResult> DistrictsAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var end = JapanDay.StartOf(day.AddDays(1));
        var logs = await KpiRows.FactsAsync(connection, [LogType], known, JapanDay.StartOf(SmartDistricts.WindowStart(day)), cancellationToken);
        return SmartDistricts.Of(
            [.. await ReadAsync(DistrictTypes, cancellationToken), .. logs],
            await KpiRows.BuoySeriesAsync(connection, day, known, cancellationToken),
            day,
            now < end ? now : end);
    }

    private async Task<List<RecordedEvent>> ReadAsync(string[] types, CancellationToken cancellationToken)
    {
        if (!_read.TryGetValue(types[0], out var facts))
        {
            _read.Add(types[0], facts = await KpiRows.FactsAsync(connection, types, known, since: null, cancellationToken));
        }

        return facts;
    }
}
