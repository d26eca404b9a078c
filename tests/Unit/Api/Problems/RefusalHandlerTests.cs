using System.Net;
using Xunit;

namespace MiyagiSensing.Unit.Api.Problems;

public sealed class RefusalHandlerTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/api/v1/stations")]
    [InlineData("/api/v1/stations/naruse-1/readings")]
    [InlineData("/api/v1/alerts")]
    [InlineData("/api/v1/metrics")]
    [InlineData("/api/v1/events")]
    [InlineData("/api/v1/nothing")]
    public async Task A_stranger_gets_401_from_the_api_and_no_redirect(string path)
    {
        var problem = await Json.GetAsync(_server.Stranger, path, HttpStatusCode.Unauthorized);

        Assert.Equal(401, problem.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_page_still_redirects_a_stranger_to_the_sign_in()
    {
        using var response = await _server.Stranger.GetAsync(new Uri("/page", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }
}
