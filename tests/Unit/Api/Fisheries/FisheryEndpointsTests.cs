using System.Net;
using MiyagiSensing.Unit.Golden;
using Xunit;

namespace MiyagiSensing.Unit.Api.Fisheries;

public sealed class FisheryEndpointsTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("districts", "districts")]
    [InlineData("districts/naruse", "district")]
    [InlineData("districts/naruse/initiatives", "initiatives")]
    [InlineData("districts/naruse/logs", "logs")]
    [InlineData("species", "species")]
    [InlineData("species/oyster/limits?district=naruse", "limits")]
    public async Task Everything_goes_out_as_JSON(string path, string golden) =>
        GoldenFile.AssertEqual($"api/fisheries-{golden}.json", await Json.GetAsync(_server.Http, $"/api/v1/fisheries/{path}", HttpStatusCode.OK));

    [Fact]
    public async Task Logs_go_out_as_a_file_that_can_be_imported_and_no_cell_is_a_formula()
    {
        using var answer = await _server.Http.GetAsync(new Uri("/api/v1/fisheries/districts/naruse/logs.csv", UriKind.Relative), Cancellation);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            "\uFEFFdistrict,date,species,work,kg,hours,vessel,note,id,actor,recorded_at\r\n"
            + "naruse,2026-11-20,oyster,harvest,120.5,3,第三丸,\"calm, \"\"cold\"\"\",form-1,user:sato,2026-11-20T15:00:00Z\r\n"
            + "naruse,2026-11-19,oyster,handling,,,,'=1+1,buoy-1.7,device:buoy-1,2026-11-20T15:00:00Z\r\n",
            System.Text.Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(Cancellation)));
    }

    [Fact]
    public async Task What_is_asked_for_is_passed_on_and_the_rest_is_by_Japans_calendar()
    {
        // Midnight UTC on 21 November is morning of the same day in Japan.
        await Json.GetAsync(_server.Http, "/api/v1/fisheries/districts/naruse/logs", HttpStatusCode.OK);
        Assert.Equal(("naruse", new DateOnly(2026, 10, 23), new DateOnly(2026, 11, 21), (DateOnly?)null, 1_000), _server.Fisheries.Asked);

        await Json.GetAsync(_server.Http, "/api/v1/fisheries/districts/naruse/initiatives?on=2026-05-01&knownOn=2026-06-01", HttpStatusCode.OK);
        Assert.Equal(("naruse", new DateOnly(2026, 5, 1), (DateOnly?)new DateOnly(2026, 6, 1)), _server.Fisheries.Asked);

        await Json.GetAsync(_server.Http, "/api/v1/fisheries/districts?on=2026-04-01", HttpStatusCode.OK);
        Assert.Equal(new DateOnly(2026, 4, 1), _server.Fisheries.Asked);

        await Json.GetAsync(_server.Http, "/api/v1/fisheries/districts/naruse?on=2026-05-01", HttpStatusCode.OK);
        Assert.Equal(new DateOnly(2026, 5, 1), _server.Fisheries.Asked);
    }

    [Theory]
    [InlineData("districts/nowhere", HttpStatusCode.NotFound)]
    [InlineData("districts/nowhere/logs", HttpStatusCode.NotFound)]
    [InlineData("districts/nowhere/initiatives", HttpStatusCode.NotFound)]
    [InlineData("districts/naruse?on=May", HttpStatusCode.BadRequest)]
    [InlineData("districts/naruse?on=2026-11-22", HttpStatusCode.BadRequest)]
    [InlineData("districts?on=zz", HttpStatusCode.BadRequest)]
    [InlineData("districts?on=2026-11-22", HttpStatusCode.BadRequest)]
    [InlineData("districts/naruse/logs?from=2026-11-22", HttpStatusCode.BadRequest)]
    [InlineData("districts/naruse/logs.csv?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("species/whale/limits", HttpStatusCode.NotFound)]
    [InlineData("species/oyster/limits?district=nowhere", HttpStatusCode.NotFound)]
    public async Task What_is_wrong_is_named(string path, HttpStatusCode expected)
    {
        using var answer = await _server.Http.GetAsync(new Uri($"/api/v1/fisheries/{path}", UriKind.Relative), Cancellation);

        Assert.Equal(expected, answer.StatusCode);
    }
}
