using System.Net;
using System.Text.RegularExpressions;
using MiyagiSensing.Dashboard.Web;
using MiyagiSensing.Domain.Catalog;
using Xunit;

namespace MiyagiSensing.Unit.Dashboard.Web;

public sealed partial class PagesTests : IAsyncLifetime
{
    private DashboardServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await DashboardServer.StartAsync();
        await _server.SignInAsync("admin");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task An_empty_platform_says_that_it_is_empty() =>
        Assert.Contains("観測所がまだありません", await _server.TextAsync("/"), StringComparison.Ordinal);

    [Fact]
    public async Task The_overview_shows_a_stations_newest_value_and_that_it_is_made_up()
    {
        _server.Fakes.Stations.Add(DashboardFakes.Station("river-1", "river", "江合川"));

        var page = await _server.TextAsync("/?lang=en");

        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("江合川", page, StringComparison.Ordinal);
        Assert.Contains("data-live=\"river-1/gauge-1/main/stage\"><span class=\"number\" data-number data-decimals=\"2\">1.25</span>", page, StringComparison.Ordinal);
        Assert.Contains("Made up", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_language_stays_chosen()
    {
        var first = await _server.TextAsync("/alerts");
        var chosen = await _server.TextAsync("/alerts?lang=en");
        var later = await _server.TextAsync("/alerts");

        Assert.Contains("<html lang=\"ja\">", first, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", chosen, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", later, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_are_told_the_platforms_clock_and_its_speed() =>
        Assert.Contains("data-now=\"2026-11-21T00:00:00.000Z\" data-clock-speed=\"60\"", await _server.TextAsync("/"), StringComparison.Ordinal);

    [Fact]
    public async Task A_station_page_without_history_shows_the_rest_and_says_so()
    {
        _server.Fakes.Stations.Add(DashboardFakes.Station("river-1", "river"));
        _server.Fakes.HistoryFailure = new IOException("InfluxDB is away");

        var page = await _server.TextAsync("/stations/river-1");

        Assert.Contains("1.25", page, StringComparison.Ordinal);
        Assert.Contains("履歴をいま読み出せません", page, StringComparison.Ordinal);
        Assert.DoesNotContain("InfluxDB is away", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_is_there_as_a_table_too()
    {
        _server.Fakes.Stations.Add(DashboardFakes.Station("river-1", "river"));

        Assert.Contains("1.25 (1.00～1.50)", await _server.TextAsync("/stations/river-1?metric=stage&range=7d"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/stations/no-such")]
    [InlineData("/no/such/page")]
    public async Task What_is_not_there_is_a_404_with_a_page(string path)
    {
        using var response = await _server.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("ページが見つかりません", await Body(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_is_a_page_for_people_and_a_problem_for_programs_without_its_inside()
    {
        using var page = await _server.GetAsync("/broken");
        using var problem = await _server.Browser.GetAsync(new Uri("/broken", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("secret", await Body(page) + await Body(problem), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_from_outside_stays_text()
    {
        _server.Fakes.Stations.Add(DashboardFakes.Station("river-1", "river", "</script><script>alert(1)</script>"));

        var page = await _server.TextAsync("/") + await _server.TextAsync("/stations/river-1");

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_page_needs_more_than_the_content_security_policy_allows()
    {
        _server.Fakes.Stations.Add(DashboardFakes.Station("river-1", "river"));
        foreach (var path in new[] { "/", "/stations/river-1", "/alerts", "/operations", "/sign-in" })
        {
            using var response = await _server.GetAsync(path);
            var page = await Body(response);

            Assert.Equal([SecurityHeaders.Policy], response.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("no-store", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
            Assert.DoesNotMatch(InlineScript, page);
        }
    }

    [Theory]
    [InlineData("site.js", "text/javascript")]
    [InlineData("site.css", "text/css")]
    [InlineData("land.json", "application/json")]
    [InlineData("miyagi.json", "application/json")]
    public async Task Assets_are_served_to_everybody_and_kept_for_ever(string name, string mediaType)
    {
        using var stranger = new HttpClient { BaseAddress = _server.Browser.BaseAddress };
        using var response = await stranger.GetAsync(new Uri(ClientAssets.Address(name), UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operations_show_what_stopped_a_projection() =>
        Assert.Contains("it broke", await _server.TextAsync("/operations"), StringComparison.Ordinal);

    [Fact]
    public async Task The_alert_list_follows_its_filters()
    {
        _server.Fakes.Episodes.AddRange(Episode("低い", 2), Episode("高い", 4));

        var page = await _server.TextAsync("/alerts?level=4");

        Assert.Contains("高い", page, StringComparison.Ordinal);
        Assert.DoesNotContain("低い", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("""<script>|<script (?![^>]*(src=|type="application/json"))| on[a-z]+="|javascript:""")]
    private static partial Regex InlineScript { get; }

    private static Task<string> Body(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static MiyagiSensing.Projections.Alerts.AlertEpisode Episode(string level, int severity) => new()
    {
        Id = level,
        Rule = "stage",
        RuleName = new LocalText("水位", "Stage"),
        Domain = "river",
        Station = "river-1",
        StationName = new LocalText("川", "River"),
        Sensor = "main",
        Metric = "stage",
        Level = new LocalText(level, level),
        Severity = severity,
        PeakSeverity = severity,
        Value = 5,
        RaisedAt = DateTimeOffset.UnixEpoch,
        ChangedAt = DateTimeOffset.UnixEpoch,
    };
}
