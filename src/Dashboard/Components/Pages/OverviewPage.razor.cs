using Microsoft.AspNetCore.Components;
using MiyagiSensing.Dashboard.Stations;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Projections.Alerts;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Dashboard.Components.Pages;

/// <summary>What needs attention now, the map, and every station with its newest values.</summary>
public sealed partial class OverviewPage
{
    private const int AlertsShown = 6;
    private const int StationsShown = 8;

    private IReadOnlyList<StationOverview> _stations = [];
    private IReadOnlyList<MetricDefinition> _metrics = [];
    private IReadOnlyList<AlertEpisode> _alerts = [];

    [Inject]
    private IStationQueries Stations { get; set; } = default!;

    [Inject]
    private IAlertQueries Alerts { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "domain")]
    private string? Domain { get; set; }

    [Inject]
    private SensingCatalog Catalog { get; set; } = default!;

    /// <summary>Stations by domain, in the catalog's order of domains.</summary>
    private IEnumerable<IGrouping<string, StationOverview>> Groups =>
        from station in _stations
        group station by station.Station.Domain into domain
        orderby Catalog.Domains.TakeWhile(known => known.Id != domain.Key).Count()
        select domain;

    private IEnumerable<StationDevice> Devices => _stations.SelectMany(station => station.Devices);

    private IEnumerable<(string Mark, string Word)> Legend =>
    [
        ("5", Page.Text.SeverityDisaster),
        ("4", Page.Text.SeverityDanger),
        ("3", Page.Text.SeverityWarning),
        ("2", Page.Text.SeverityCaution),
        ("1", Page.Text.SeverityInformation),
        ("ok", Page.Text.StateNormal),
        ("off", Page.Text.StateOffline),
        ("none", Page.Text.StateNoData),
    ];

    private IEnumerable<object> MapStations => _stations
        .Where(row => Domain is null || row.Station.Domain == Domain)
        .Select(row =>
        {
            var state = StationState.Of(row, Page.Text);
            return new
            {
                Name = Page.Local(row.Station.Name),
                Domain = Page.DomainName(row.Station.Domain),
                State = state.Word,
                state.Mark,
                row.Severity,
                row.Station.Latitude,
                row.Station.Longitude,
                Fictional = row.Station.Fictional ? Page.Text.FictionalStation : null,
                Address = $"/stations/{row.Station.Id}",
            };
        });

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _stations = await Stations.ListAsync(null, Page.Aborted);
        _metrics = await Stations.MetricsAsync(null, Page.Aborted);
        _alerts = await Alerts.ListAsync(null, activeOnly: true, 500, Page.Aborted);
    }
}
