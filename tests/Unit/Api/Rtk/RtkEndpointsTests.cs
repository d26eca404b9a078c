using System.Net;
using MiyagiSensing.Unit.Golden;
using Xunit;

namespace MiyagiSensing.Unit.Api.Rtk;

public sealed class RtkEndpointsTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var tome = FakeStations.Station("rtk-tome", "rtk", "登米基地局");
        _server.Stations.Stations.Add(tome with { Station = tome.Station with { CoverageKilometres = 20 } });
        await _server.StartAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Usage_goes_out_as_json_and_as_csv()
    {
        GoldenFile.AssertEqual("api/rtk-usage.json", await Json.GetAsync(_server.Http, "/api/v1/rtk/usage?period=fiscalYear&by=station&from=2026-04-01T00:00:00%2B09:00", HttpStatusCode.OK));
        Assert.Equal("FiscalYear 2026-03-31 2026-11-21 Station  ", _server.Rtk.Asked);
        Assert.Equal(
            "period,period_name,from,to,group,users,sessions,hours,bytes,epochs,fixed,fixed_share,age_mean_s,age_max_s,drop_outs\r\n2026-11-20,2026年11月20日,2026-11-20T00:00:00+09:00,2026-11-21T00:00:00+09:00,rtk-tome,2,3,4.5,6000000,8,6,0.75,1.25,,1\r\n",
            await CsvAsync("/api/v1/rtk/usage?format=csv"));
        Assert.Equal("Day 2026-10-21 2026-11-21 None  ", _server.Rtk.Asked);
    }

    [Fact]
    public async Task Single_sessions_are_for_those_who_look_after_the_stations()
    {
        await Json.GetAsync(_server.Http, "/api/v1/rtk/sessions", HttpStatusCode.Forbidden);
        await _server.EnterAsync("agriculture");

        GoldenFile.AssertEqual("api/rtk-sessions.json", await Json.GetAsync(_server.Http, "/api/v1/rtk/sessions?user=rtk-0a1b2c3d4e5f60718293&limit=5", HttpStatusCode.OK));
        Assert.Equal("2026-10-21 2026-11-21  rtk-0a1b2c3d4e5f60718293 5", _server.Rtk.Asked);
        // What a spreadsheet would take for a formula is text.
        Assert.Contains(",\"'=1+1, \"\"Stream ended\"\"\",", await CsvAsync("/api/v1/rtk/sessions?format=csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coverage_availability_and_ids_go_out()
    {
        using var coverage = await _server.Http.GetAsync(new Uri("/api/v1/rtk/coverage", UriKind.Relative), Cancellation);
        Assert.Equal("application/geo+json", coverage.Content.Headers.ContentType!.MediaType);
        GoldenFile.AssertJsonEqual("api/rtk-coverage.json", await coverage.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Contains("rtk-tome,2026-11-20,2026年11月20日,2026-11-20T00:00:00+09:00,2026-11-21T00:00:00+09:00,288,144,0.5", await CsvAsync("/api/v1/rtk/availability?format=csv"), StringComparison.Ordinal);
        Assert.Equal(217, (await Json.GetAsync(_server.Http, "/api/v1/rtk/ids?on=2026-03-31", HttpStatusCode.OK)).GetProperty("registered").GetInt32());
    }

    [Theory]
    [InlineData("hour", "2026-11-20T00:00:00+09:00")]
    [InlineData("tenday", "2026-11-11")]
    [InlineData("month", "2026-11")]
    [InlineData("fiscalYear", "FY2026")]
    public async Task Programs_read_the_period_of_a_table(string period, string code)
    {
        var row = (await CsvAsync($"/api/v1/rtk/usage?format=csv&period={period}")).Split("\r\n")[1];

        Assert.StartsWith(code + ",", row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/rtk/usage?station=rtk-nowhere")]
    [InlineData("/api/v1/rtk/usage?station=naruse-1")]
    [InlineData("/api/v1/rtk/sessions?station=rtk-nowhere")]
    [InlineData("/api/v1/rtk/availability?station=rtk-nowhere")]
    public async Task A_station_that_is_no_base_station_is_not_found(string path)
    {
        await _server.EnterAsync("admin");

        var problem = await Json.GetAsync(_server.Http, path, HttpStatusCode.NotFound);

        Assert.Contains("There is no RTK base station", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await Json.GetAsync(_server.Http, path.Split('=')[0] + "=rtk-tome", HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("sato-tome-471142")]
    [InlineData("rtk-sato-471142")]
    [InlineData("rtk-0A1B2C3D4E5F60718293")]
    [InlineData("Sato Tome")]
    public async Task A_plain_user_id_is_refused_and_never_shown_again(string user)
    {
        await _server.EnterAsync("admin");
        using var answer = await _server.Http.GetAsync(new Uri($"/api/v1/rtk/sessions?user={Uri.EscapeDataString(user)}", UriKind.Relative), Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Use a pseudonym: rtk-", text, StringComparison.Ordinal);
        Assert.DoesNotContain(user, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/rtk/usage?period=week")]
    [InlineData("/api/v1/rtk/usage?by=person")]
    [InlineData("/api/v1/rtk/usage?from=2026-11-22T00:00:00Z")]
    [InlineData("/api/v1/rtk/usage?period=hour&from=2020-01-01T00:00:00Z")]
    [InlineData("/api/v1/rtk/ids?on=today")]
    public async Task What_is_wrong_is_named(string path)
    {
        using var answer = await _server.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<string> CsvAsync(string path)
    {
        using var answer = await _server.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }
}
