using System.Net;
using System.Text.Json;
using MiyagiSensing.Unit.Golden;
using Xunit;

namespace MiyagiSensing.Unit.Api.Stations;

public sealed class StationEndpointsTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/api/v1/stations", "stations")]
    [InlineData("/api/v1/stations/naruse-1", "station")]
    [InlineData("/api/v1/metrics?domain=river", "metrics")]
    [InlineData("/api/v1/alerts", "alerts")]
    [InlineData("/api/v1/alerts/naruse-flood-1", "alert")]
    [InlineData("/api/v1/stations/naruse-1/readings?metric=stage", "readings")]
    public async Task An_answer_has_the_agreed_shape(string path, string golden)
    {
        var answer = await Json.GetAsync(_server.Http, path, HttpStatusCode.OK);

        GoldenFile.AssertEqual($"api/{golden}.json", answer);
    }

    [Fact]
    public async Task Stations_are_limited_to_a_domain()
    {
        var stations = await Json.GetAsync(_server.Http, "/api/v1/stations?domain=buoy", HttpStatusCode.OK);

        Assert.Equal("matsushima-1", Assert.Single(stations.EnumerateArray()).GetProperty("station").GetProperty("id").GetString());
        Assert.Equal("buoy", _server.Stations.DomainAsked);
    }

    [Theory]
    [InlineData("/api/v1/stations?domain=River")]
    [InlineData("/api/v1/stations?domain=river&domain=buoy")]
    [InlineData("/api/v1/metrics?domain=../x")]
    public async Task A_domain_that_is_no_id_is_named(string path)
    {
        var problem = await Json.GetAsync(_server.Http, path, HttpStatusCode.BadRequest);

        Assert.NotEqual("", Json.Mistake(problem, "domain"));
    }

    [Theory]
    [InlineData("/api/v1/stations/nowhere", "nowhere")]
    [InlineData("/api/v1/stations/nowhere/readings?metric=stage", "nowhere")]
    [InlineData("/api/v1/alerts/never", "never")]
    [InlineData("/api/v1/events?station=nowhere", "nowhere")]
    [InlineData("/api/v1/nothing/here", "/api/v1/nothing/here")]
    public async Task What_is_not_there_is_named(string path, string name)
    {
        var problem = await Json.GetAsync(_server.Http, path, HttpStatusCode.NotFound);

        Assert.Contains(name, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_away_is_unavailable()
    {
        _server.Stations.Failure = new TransientDbException();

        var problem = await Json.GetAsync(_server.Http, "/api/v1/stations", HttpStatusCode.ServiceUnavailable);

        Assert.DoesNotContain(TransientDbException.Secret, JsonSerializer.Serialize(problem), StringComparison.Ordinal);
    }
}
