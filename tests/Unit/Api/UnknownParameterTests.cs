using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace MiyagiSensing.Unit.Api;

/// <summary>No path takes a parameter that it does not know: a mistyped filter would quietly answer with everything.</summary>
public sealed partial class UnknownParameterTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        await _server.EnterAsync("admin");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Every_path_refuses_a_parameter_that_it_does_not_know_and_names_those_that_it_does()
    {
        var paths = _server.Endpoints.Where(endpoint => !endpoint.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll)).Select(PathOf).ToList();
        Assert.True(paths.Count > 20, $"only {paths.Count} paths");
        foreach (var path in paths)
        {
            using var answer = await _server.Http.GetAsync(new Uri($"{path}?no_such_parameter=1", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{path} answers {(int)answer.StatusCode} to a parameter that it does not know: read them by QueryText, or add NoParametersFilter.");
            var problem = await Json.GetAsync(_server.Http, $"{path}?no_such_parameter=1", HttpStatusCode.BadRequest);
            Assert.StartsWith("There is no such parameter here; this path takes ", Json.Mistake(problem, "no_such_parameter"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unknown_parameter_is_told_together_with_every_other_mistake()
    {
        var problem = await Json.GetAsync(_server.Http, "/api/v1/stations/naruse-1/rollups?period=week&metric=NO&form=2026", HttpStatusCode.BadRequest);

        Assert.Equal(["metric", "period", "form"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal("There is no such parameter here; this path takes metric, period, to, from.", Json.Mistake(problem, "form"));
    }

    [Fact]
    public async Task Names_are_compared_as_those_of_a_query_are() => await Json.GetAsync(_server.Http, "/api/v1/alerts?Station=naruse-1&LIMIT=5", HttpStatusCode.OK);

    private static string PathOf(RouteEndpoint endpoint) => Placeholder().Replace(endpoint.RoutePattern.RawText!, "x");

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholder();
}
