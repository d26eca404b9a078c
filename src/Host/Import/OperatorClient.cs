using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Import;

/// <summary>Speaks to the running platform through the <see cref="OperatorDoor"/>.</summary>
internal sealed class OperatorClient : IDisposable
{
    private const string NotThere = "The platform does not answer: it was stopped or killed. Start it (./miyagi up), then run the same command again: it goes on from there.";

    private readonly HttpClient _http;

    private OperatorClient(HttpClient http) => _http = http;

    /// <summary>Finds the door.</summary>
    /// <exception cref="SettingsException">There is none, or the file can't be read.</exception>
    public static OperatorClient Open(string dataFolder)
    {
        try
        {
            return File.ReadAllLines(OperatorDoor.FileIn(dataFolder)) is [var address, var secret, ..]
                ? new OperatorClient(new HttpClient
                {
                    BaseAddress = new Uri(address),
                    // A batch waits for as long as the database is away; nobody is served by giving up.
                    Timeout = Timeout.InfiniteTimeSpan,
                    DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", secret) },
                })
                : throw new SettingsException(NotThere);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SettingsException(NotThere);
        }
        catch (UnauthorizedAccessException)
        {
            throw new SettingsException($"{OperatorDoor.FileIn(dataFolder)} can't be read; run the command as the account that runs the platform.");
        }
    }

    /// <summary>Sends a batch; returns when it is committed.</summary>
    /// <exception cref="SettingsException">The platform has gone, stops or refuses; the message says what to do.</exception>
    public Task<ImportResult> ImportAsync(byte[] batch, CancellationToken cancellationToken) => PostAsync<ImportResult>("operator/import", batch, cancellationToken);

    /// <summary>Sends a rover's or caster's log; returns when it is committed.</summary>
    /// <exception cref="SettingsException">The platform has gone, stops or refuses; the message says what to do.</exception>
    public Task<RtkLogResult> ImportRtkAsync(string device, DateOnly day, TimeSpan casterZone, byte[] text, CancellationToken cancellationToken) => PostAsync<RtkLogResult>(
        string.Create(CultureInfo.InvariantCulture, $"operator/rtk-log?device={device}&day={day:yyyy-MM-dd}&zone={(int)casterZone.TotalMinutes}"), text, cancellationToken);

    private async Task<T> PostAsync<T>(string path, byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new ByteArrayContent(body);
            using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => (await answer.Content.ReadFromJsonAsync<T>(cancellationToken))!,
                HttpStatusCode.BadRequest => throw new SettingsException($"The platform refuses the batch: {await answer.Content.ReadFromJsonAsync<string>(cancellationToken)}"),
                HttpStatusCode.ServiceUnavailable => throw new SettingsException("The platform is stopping. Start it (./miyagi up), then run the same command again: it goes on from there."),
                _ => throw new SettingsException($"The platform refuses with status {(int)answer.StatusCode}; it was restarted, or is another build. Run the same command again: it goes on from there."),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            throw new SettingsException(NotThere);
        }
    }

    public void Dispose() => _http.Dispose();
}
