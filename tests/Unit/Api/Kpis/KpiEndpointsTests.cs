using System.Net;
using MiyagiSensing.Unit.Golden;
using Xunit;

namespace MiyagiSensing.Unit.Api.Kpis;

public sealed class KpiEndpointsTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task All_kpis_go_out_by_fiscal_year_and_without_more_words_it_is_today_and_four_years()
    {
        GoldenFile.AssertEqual("api/kpis.json", await Json.GetAsync(_server.Http, "/api/v1/kpis", HttpStatusCode.OK));
        Assert.Equal(new DateOnly(2026, 11, 21), _server.Kpis.Asked.AsOf);
        Assert.Equal([2023, 2024, 2025, 2026], _server.Kpis.Asked.Years);
    }

    [Fact]
    public async Task One_kpi_as_of_a_day_and_of_a_year()
    {
        await Json.GetAsync(_server.Http, "/api/v1/kpis/open-datasets?asOf=2026-05-01&fiscalYear=R7", HttpStatusCode.OK);

        Assert.Equal(new DateOnly(2026, 5, 1), _server.Kpis.Asked.AsOf);
        Assert.Equal([2025], _server.Kpis.Asked.Years);
    }

    [Fact]
    public async Task Evidence_goes_out_page_by_page_and_whole_as_csv()
    {
        GoldenFile.AssertEqual("api/kpi-evidence.json", await Json.GetAsync(_server.Http, "/api/v1/kpis/open-datasets/evidence?asOf=2026-05-01&fiscalYear=2025&skip=20&take=10", HttpStatusCode.OK));
        Assert.Equal((20, 10), (_server.Kpis.Asked.Skip, _server.Kpis.Asked.Take));

        using var csv = await _server.Http.GetAsync(new Uri("/api/v1/kpis/open-datasets/evidence?fiscalYear=R7&format=csv", UriKind.Relative), Cancellation);
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        GoldenFile.AssertEqual("api/kpi-evidence.csv", (await csv.Content.ReadAsStringAsync(Cancellation)).Replace("\r\n", "\n", StringComparison.Ordinal));
        using var list = await _server.Http.GetAsync(new Uri("/api/v1/kpis?format=csv", UriKind.Relative), Cancellation);
        GoldenFile.AssertEqual("api/kpis.csv", (await list.Content.ReadAsStringAsync(Cancellation)).Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api/v1/kpis?asOf=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/kpis?fiscalYear=R0", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/kpis?format=xls", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/kpis/open-datasets/evidence?take=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/kpis/happiness", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/kpis/happiness/evidence", HttpStatusCode.NotFound)]
    public async Task What_is_wrong_is_named(string path, HttpStatusCode expected)
    {
        using var answer = await _server.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(expected, answer.StatusCode);
    }
}
