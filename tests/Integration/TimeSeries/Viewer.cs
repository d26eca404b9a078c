using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using MiyagiSensing.Integration.Fixtures;

namespace MiyagiSensing.Integration.TimeSeries;

/// <summary>A person with an account of the role viewer, signed in by the form as a browser does.</summary>
internal sealed partial class Viewer : IDisposable
{
    private readonly HttpClient _browser;

    private Viewer(PlatformFixture platform) =>
        _browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = platform.HttpAddress, Timeout = TimeSpan.FromSeconds(30) };

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token { get; }

    /// <summary>Adds the account and signs in.</summary>
    public static async Task<Viewer> SignInAsync(PlatformFixture platform, CancellationToken cancellationToken)
    {
        var (name, password) = ("viewer-" + RandomNumberGenerator.GetHexString(8, lowercase: true), RandomNumberGenerator.GetHexString(24));
        await platform.AddUserAsync(name, password, "viewer");
        var viewer = new Viewer(platform);
        await Eventually.HoldsAsync("the new account can sign in", () => viewer.EnterAsync(name, password, cancellationToken), cancellationToken);
        return viewer;
    }

    /// <summary>One metric of a station in a closed range (Unix ms): status and body of the API.</summary>
    public async Task<(HttpStatusCode Status, string Body)> AskAsync(
        string station, string metric, long from, long to, CancellationToken cancellationToken, int points = 10_000)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture, $"api/v1/stations/{station}/readings?metric={metric}&from={Instant(from)}&to={Instant(to)}&points={points}");
        using var response = await _browser.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Status and body of a path.</summary>
    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _browser.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>The answer of a path of the API or of a page.</summary>
    /// <exception cref="HttpRequestException">Another status than 200.</exception>
    public Task<string> TextAsync(string path, CancellationToken cancellationToken) => _browser.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken);

    public void Dispose() => _browser.Dispose();

    private static string Instant(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private async Task<bool> EnterAsync(string name, string password, CancellationToken cancellationToken)
    {
        var page = await _browser.GetStringAsync(new Uri("sign-in", UriKind.Relative), cancellationToken);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Token.Match(page).Groups[1].Value,
            ["Name"] = name,
            ["Password"] = password,
            ["ReturnUrl"] = "/",
        });
        using var response = await _browser.PostAsync(new Uri("session/begin", UriKind.Relative), form, cancellationToken);
        return response.Headers.Location?.ToString() == "/";
    }
}
