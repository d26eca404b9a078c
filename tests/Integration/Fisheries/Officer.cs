using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using MiyagiSensing.Integration.Fixtures;

namespace MiyagiSensing.Integration.Fisheries;

/// <summary>A person with an account of some role, signed in by the form as a browser does; follows no redirect.</summary>
internal sealed partial class Officer : IDisposable
{
    private readonly HttpClient _browser;

    private Officer(PlatformFixture platform) =>
        _browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = platform.HttpAddress, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The account's name.</summary>
    public required string Name { get; init; }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token { get; }

    /// <summary>Adds the account and signs in.</summary>
    public static async Task<Officer> SignInAsync(PlatformFixture platform, string role, CancellationToken cancellationToken)
    {
        var password = RandomNumberGenerator.GetHexString(24);
        var officer = new Officer(platform) { Name = $"{role}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}" };
        await platform.AddUserAsync(officer.Name, password, role);
        await Eventually.HoldsAsync("the new account can sign in", () => officer.EnterAsync(password, cancellationToken), cancellationToken);
        return officer;
    }

    /// <summary>A page or a file.</summary>
    public Task<string> ReadAsync(string path, CancellationToken cancellationToken) => _browser.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken);

    /// <summary>An answer of the API.</summary>
    public async Task<JsonElement> AskAsync(string path, CancellationToken cancellationToken) => JsonSerializer.Deserialize<JsonElement>(await ReadAsync($"api/v1/{path}", cancellationToken));

    /// <summary>Sends a form of a page that was read.</summary>
    public async Task<(HttpStatusCode Status, string? Location, string Body)> SendAsync(string path, string page, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(fields.Append(KeyValuePair.Create("__RequestVerificationToken", Token.Match(page).Groups[1].Value)));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await _browser.SendAsync(request, cancellationToken);
        return (answer.StatusCode, answer.Headers.Location?.ToString(), await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    public void Dispose() => _browser.Dispose();

    private async Task<bool> EnterAsync(string password, CancellationToken cancellationToken)
    {
        var page = await ReadAsync("sign-in", cancellationToken);
        var answer = await SendAsync("session/begin", page, new Dictionary<string, string> { ["Name"] = Name, ["Password"] = password, ["ReturnUrl"] = "/" }, cancellationToken);
        return answer.Location == "/";
    }
}
