using Microsoft.AspNetCore.Components;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Projections.Alerts;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Dashboard.Components.Pages;

/// <summary>All alerts, active ones first; the filters are in the address.</summary>
public sealed partial class AlertsPage
{
    private const int RowsRead = 500;

    private IReadOnlyList<AlertEpisode> _episodes = [];
    private IReadOnlyList<MetricDefinition> _metrics = [];
    private bool _full;

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "domain")]
    private string? WishedDomain { get; set; }

    [SupplyParameterFromQuery(Name = "level")]
    private string? Level { get; set; }

    [SupplyParameterFromQuery(Name = "station")]
    private string? Station { get; set; }

    [Inject]
    private IAlertQueries Alerts { get; set; } = default!;

    [Inject]
    private IStationQueries Stations { get; set; } = default!;

    [Inject]
    private SensingCatalog Catalog { get; set; } = default!;

    private bool ActiveOnly => Show == "active";

    private string? DomainFilter => string.IsNullOrEmpty(WishedDomain) ? null : WishedDomain;

    private string? StationFilter => string.IsNullOrEmpty(Station) ? null : Station;

    private int LeastSeverity => Level is ['2' or '3' or '4' or '5'] ? Level[0] - '0' : 1;

    private bool Filtered => ActiveOnly || DomainFilter is not null || StationFilter is not null || LeastSeverity > 1;

    private IEnumerable<(string Title, IReadOnlyList<AlertEpisode> Rows)> Groups =>
    [
        (Page.Text.ActiveAlerts, [.. _episodes.Where(episode => episode.ClearedAt is null)]),
        (Page.Text.PastAlerts, [.. _episodes.Where(episode => episode.ClearedAt is not null)]),
    ];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var episodes = await Alerts.ListAsync(StationFilter, ActiveOnly, RowsRead, Page.Aborted);
        _full = episodes.Count == RowsRead;
        _episodes = [.. episodes.Where(episode =>
            (DomainFilter is null || episode.Domain == DomainFilter)
            && (episode.ClearedAt is null ? episode.Severity : episode.PeakSeverity) >= LeastSeverity)];
        _metrics = await Stations.MetricsAsync(null, Page.Aborted);
    }
}
