using System.Text.Json;

namespace MiyagiSensing.Integration.Fixtures;

/// <summary>victoria-metrics in a temporary folder: another server of InfluxDB's 2.x write API, one that acknowledges from memory.</summary>
public sealed class VictoriaServer : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly string _folder = TemporaryFolder.Create("victoria");
    private ServerProcess? _process;

    /// <summary>Where it answers; the same over all restarts.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>The end of its log.</summary>
    public string Log => _process?.Output ?? "";

    /// <summary>Starts it, for the first time or again, and waits until it answers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = ServerProcess.Start(
            ["victoria-metrics", $"-storageDataPath={_folder}/data", $"-httpListenAddr={Address.Authority}", "-retentionPeriod=100y"], "/");
        await Eventually.HoldsAsync("victoria-metrics answers", async () => await AnswersAsync(cancellationToken), cancellationToken);
    }

    /// <summary>kill -9.</summary>
    public Task KillAsync() => _process!.KillAsync();

    /// <summary>Removes what it has on disk; only while it is stopped.</summary>
    public void Forget() => Directory.Delete(Path.Combine(_folder, "data"), recursive: true);

    /// <summary>The instants (Unix ms) of one device's metric, in order.</summary>
    public async Task<IReadOnlyList<long>> InstantsAsync(string domain, string device, string metric, CancellationToken cancellationToken)
    {
        var match = Uri.EscapeDataString($$"""{__name__="{{domain}}_{{metric}}",device="{{device}}"}""");
        var answer = await Http.GetStringAsync(new Uri(Address, $"api/v1/export?match[]={match}&reduce_mem_usage=1"), cancellationToken);
        return
        [
            .. answer.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("timestamps"))
                .SelectMany(timestamps => timestamps.EnumerateArray().Select(timestamp => timestamp.GetInt64()))
                .Distinct()
                .Order(),
        ];
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(Address, "health"), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
