using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace MiyagiSensing.Unit.Api.Ledger;

public sealed class LedgerEndpointTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_numbers_add_up_visibly()
    {
        var answer = await _server.Http.GetFromJsonAsync<JsonElement>("/api/v1/ledger/buoy-1?day=2026-11-20", Cancellation);

        var day = answer.GetProperty("days")[0];
        Assert.Equal("2026-11-20", day.GetProperty("day").GetString());
        Assert.Equal(10, day.GetProperty("received").GetInt32());
        Assert.Equal(0, day.GetProperty("unaccounted").GetInt32());
        Assert.Equal(144, answer.GetProperty("expected")[0].GetProperty("readings").GetInt32());
    }

    [Theory]
    [InlineData("/api/v1/ledger/buoy-1?day=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/ledger/buoy-1?days=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/ledger/nobody", HttpStatusCode.NotFound)]
    public async Task What_is_wrong_is_named(string path, HttpStatusCode expected)
    {
        using var answer = await _server.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_stranger_is_refused()
    {
        using var answer = await _server.Stranger.GetAsync(new Uri("/api/v1/ledger/buoy-1", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
