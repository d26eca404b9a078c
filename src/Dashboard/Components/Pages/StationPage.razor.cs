using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Dashboard.Rendering;
using MiyagiSensing.Dashboard.Stations;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Projections.Alerts;
using MiyagiSensing.Projections.Stations;
using MiyagiSensing.Projections.TimeSeries;

namespace MiyagiSensing.Dashboard.Components.Pages;

/// <summary>One station: newest values, history of a chosen metric, alerts, devices. Metric and range are in the address.</summary>
public sealed partial class StationPage
{
    private const int AlertsShown = 20;

    private StationOverview? _overview;
    private IReadOnlyList<MetricDefinition> _metrics = [];
    private IReadOnlyList<AlertEpisode> _alerts = [];
    private IReadOnlyList<StationLimit> _limits = [];
    private MetricDefinition? _metric;
    private ChartRange _range = ChartRange.Of(null);

    /// <summary>Null when InfluxDB could not be read; the page then says so and shows the rest.</summary>
    private IReadOnlyList<SensorSeries>? _history;

    /// <summary>Station id, from the address.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "metric")]
    private string? WishedMetric { get; set; }

    [SupplyParameterFromQuery(Name = "range")]
    private string? WishedRange { get; set; }

    [Inject]
    private IStationQueries Stations { get; set; } = default!;

    [Inject]
    private IAlertQueries Alerts { get; set; } = default!;

    [Inject]
    private ITimeSeriesQueries TimeSeries { get; set; } = default!;

    [Inject]
    private SensingCatalog Catalog { get; set; } = default!;

    [Inject]
    private ILogger<StationPage> Logger { get; set; } = default!;

    private StationState State => StationState.Of(_overview!, Page.Text);

    private IReadOnlyList<MetricDefinition> MetricsWithValues =>
        [.. _metrics.Where(metric => _overview!.Latest.Any(latest => latest.Metric == metric.Name))];

    private IEnumerable<string> Facts
    {
        get
        {
            var station = _overview!.Station;
            yield return Page.Local(_overview.Municipality);
            if (station.Water is { } water)
            {
                yield return Page.Local(water);
            }

            if (station.Kind is { } kind)
            {
                yield return Page.KindName(station.Domain, kind);
            }

            yield return string.Create(CultureInfo.InvariantCulture, $"{station.Latitude:F4}°N {station.Longitude:F4}°E");
        }
    }

    private object ChartSettings => new
    {
        Address = $"/api/v1/stations/{_overview!.Station.Id}/readings",
        Station = _overview.Station.Id,
        Metric = _metric!.Name,
        Title = Page.Local(_metric.Title),
        Unit = _metric.DisplayUnit,
        _metric.Decimals,
        Hours = _range.Length.TotalHours,
        Limits = _limits,
    };

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _overview = await Stations.FindAsync(Id, Page.Aborted);
        if (_overview is null)
        {
            Page.Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        _metrics = await Stations.MetricsAsync(_overview.Station.Domain, Page.Aborted);
        _alerts = await Alerts.ListAsync(Id, activeOnly: false, AlertsShown, Page.Aborted);
        _range = ChartRange.Of(WishedRange);
        // The battery comes last: it is a fact about the device, not about the place.
        _metric = MetricOf(WishedMetric) ?? MetricsWithValues.OrderBy(metric => metric.Name == "battery").FirstOrDefault();
        if (_metric is not null)
        {
            _limits = StationLimits.For(_overview.Station, _metric.Name, Catalog.Rules, Page.Local);
            _history = await ReadHistoryAsync(_metric.Name);
        }
    }

    private async Task<IReadOnlyList<SensorSeries>?> ReadHistoryAsync(string metric)
    {
        var (from, to) = _range.Window(Page.Now);
        try
        {
            return await TimeSeries.ReadAsync(_overview!.Station.Domain, Id, metric, from, to, _range.Steps, Page.Aborted);
        }
        catch (IOException exception)
        {
            DashboardLog.HistoryUnreadable(Logger, exception, Id, metric);
            return null;
        }
    }

    private MetricDefinition? MetricOf(string? name) => _metrics.FirstOrDefault(metric => metric.Name == name);

    private static string PointText(SensorSeries series, DateTimeOffset at, int decimals) =>
        series.Points.FirstOrDefault(point => point.At == at) is { } point
            ? $"{NumberText.Of(point.Mean, decimals)} ({NumberText.Of(point.Minimum, decimals)}～{NumberText.Of(point.Maximum, decimals)})"
            : "–";
}
