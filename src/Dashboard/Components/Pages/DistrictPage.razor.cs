using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Dashboard.Fisheries;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Projections.Fisheries;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Dashboard.Components.Pages;

/// <summary>One fisheries district: species, buoys, initiatives, fishing logs and the form to enter one.</summary>
public sealed partial class DistrictPage
{
    private const string FormName = "fishing-log";
    private const int LogsShown = 100;
    private const int RecentDays = 30;

    private readonly List<FishingLogFault> _faults = [];
    private DistrictReport? _report;
    private IReadOnlyList<MetricDefinition> _metrics = [];
    private IReadOnlyList<SpeciesDefinition> _species = [];
    private BuoyNames _names = default!;
    private IReadOnlyList<FishingLog> _logs = [];
    private string? _problem;

    /// <summary>District id, from the address.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "saved")]
    private string? Saved { get; set; }

    [SupplyParameterFromForm(FormName = FormName)]
    private FishingLogForm? Input { get; set; }

    [Inject]
    private IDistrictReports Reports { get; set; } = default!;

    [Inject]
    private IFisheryQueries Fisheries { get; set; } = default!;

    [Inject]
    private IStationQueries Stations { get; set; } = default!;

    [Inject]
    private FishingLogDesk Desk { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ILogger<DistrictPage> Logger { get; set; } = default!;

    private DateOnly Today => JapanDay.Of(Page.Now);

    private bool MayEnter => FishingLogDesk.Roles.Any(Page.Http.User.IsInRole);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Input ??= FishingLogForm.New(Today);
        _report = await Reports.FindAsync(Id, null, Page.Aborted);
        if (_report is null)
        {
            Page.Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        _metrics = await Stations.MetricsAsync(SpeciesDefinition.SensingDomain, Page.Aborted);
        _names = new BuoyNames(await Stations.ListAsync(SpeciesDefinition.SensingDomain, Page.Aborted), Page.Local);
        var all = await Fisheries.SpeciesAsync(Page.Aborted);
        // The district's own species first; others may be worked on all the same.
        _species = [.. all.OrderBy(species => _report.District.Species.Contains(species.Id) ? 0 : 1)];
        _logs = await Fisheries.LogsAsync(Id, Today.AddDays(1 - RecentDays), Today, null, LogsShown, Page.Aborted);
    }

    private async Task SubmitAsync()
    {
        if (!MayEnter)
        {
            (_problem, Page.Http.Response.StatusCode) = (Page.Text.Fisheries.RoleNeeded, StatusCodes.Status403Forbidden);
            return;
        }

        if (Input!.Read(_faults) is { } record)
        {
            try
            {
                switch (await Desk.SubmitAsync(Id, Input.Id, record, $"user:{Page.Http.User.Identity!.Name}", Page.Aborted))
                {
                    case FishingLogOutcome.Stored:
                        Navigation.NavigateTo($"/fisheries/{Id}?saved=stored#logs");
                        return;
                    case FishingLogOutcome.AlreadyStored:
                        Navigation.NavigateTo($"/fisheries/{Id}?saved=before#logs");
                        return;
                    case FishingLogOutcome.Refused refused:
                        _faults.AddRange(refused.Faults);
                        break;
                }
            }
            catch (Exception exception) when (exception is IOException or DbException or TimeoutException)
            {
                DashboardLog.LogNotStored(Logger, exception);
                (_problem, Page.Http.Response.StatusCode) = (Page.Text.Fisheries.StoreAway, StatusCodes.Status503ServiceUnavailable);
                return;
            }
        }

        (_problem, Page.Http.Response.StatusCode) = (Page.Text.Fisheries.NotStored, StatusCodes.Status422UnprocessableEntity);
    }

    private static string DayText(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string MetricName(string metric) => _metrics.FirstOrDefault(known => known.Name == metric) is { } definition ? Page.Local(definition.Title) : metric;

    private string SpeciesName(string species) => _species.FirstOrDefault(known => known.Id == species) is { } definition ? Page.Local(definition.Name) : species;
}
