using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace MiyagiSensing.Unit.Api.History;

public sealed class HistoryEndpointTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_corrected_value_goes_out_beside_the_raw_one()
    {
        var answer = await _server.Http.GetFromJsonAsync<JsonElement>("/api/v1/history/buoy-1/1m/water_temp?asKnownOn=2026-11-21T00:00:00Z", Cancellation);

        var last = answer.GetProperty("readings")[2];
        Assert.Equal(2, last.GetProperty("raw").GetDouble());
        Assert.Equal(JsonValueKind.Null, last.GetProperty("value").ValueKind);
        Assert.Equal("c-1", last.GetProperty("corrections")[0].GetString());
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero), _server.Corrected.AsKnownOn);
    }

    [Fact]
    public async Task A_long_answer_says_where_to_go_on()
    {
        var answer = await _server.Http.GetFromJsonAsync<JsonElement>("/api/v1/history/buoy-1/1m/water_temp?limit=2", Cancellation);

        Assert.Equal(2, answer.GetProperty("readings").GetArrayLength());
        Assert.Equal(FakeCorrectedHistory.First.AddSeconds(2), answer.GetProperty("next").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("/api/v1/history/buoy-1/1m/water_temp?asKnownOn=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/history/buoy-1/1m/NotAMetric", HttpStatusCode.NotFound)]
    public async Task What_is_wrong_is_named(string path, HttpStatusCode expected)
    {
        using var answer = await _server.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(expected, answer.StatusCode);
    }
}
