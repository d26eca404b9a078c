using System.Net;
using Xunit;

namespace MiyagiSensing.Unit.Api.Alerts;

public sealed class AlertEndpointsTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("", null, false, 100)]
    [InlineData("?active=false", null, false, 100)]
    [InlineData("?station=naruse-1&active=true&limit=1", "naruse-1", true, 1)]
    [InlineData("?limit=1000", null, false, 1000)]
    public async Task A_list_is_asked_for_as_the_parameters_say(string query, string? station, bool activeOnly, int limit)
    {
        await Json.GetAsync(_server.Http, "/api/v1/alerts" + query, HttpStatusCode.OK);

        Assert.Equal((station, activeOnly, limit), _server.Alerts.Asked);
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=1001", "limit")]
    [InlineData("?active=yes", "active")]
    [InlineData("?station=Naruse", "station")]
    public async Task A_parameter_that_is_wrong_is_named_with_what_to_do(string query, string parameter)
    {
        var problem = await Json.GetAsync(_server.Http, "/api/v1/alerts" + query, HttpStatusCode.BadRequest);

        Assert.StartsWith("Use ", Json.Mistake(problem, parameter), StringComparison.Ordinal);
    }
}
