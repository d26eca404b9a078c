using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace MiyagiSensing.Unit.Api;

/// <summary>Reads answers of the API.</summary>
internal static class Json
{
    public static async Task<JsonElement> GetAsync(HttpClient http, string path, HttpStatusCode expected)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal((int)expected < 400 ? "application/json" : "application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public static string Mistake(JsonElement problem, string parameter) =>
        problem.GetProperty("errors").GetProperty(parameter)[0].GetString()!;
}
