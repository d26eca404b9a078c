using System.Net;

namespace MiyagiSensing.Integration.Fixtures;

/// <summary>The real platform as a separate process, so that it can be killed like one.</summary>
public sealed class Platform : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly IReadOnlyDictionary<string, string?> _environment;
    private ServerProcess? _process;

    /// <summary>Nothing runs yet; see <see cref="StartAsync"/>.</summary>
    /// <param name="postgres">Its event store.</param>
    /// <param name="influx">Its time series.</param>
    /// <param name="settings">Further environment variables; win over the fixture's own.</param>
    public Platform(PostgresServer postgres, InfluxServer influx, IReadOnlyDictionary<string, string?> settings)
    {
        MqttPort = FreePort.Next();
        var httpPort = FreePort.Next();
        HttpAddress = new Uri($"http://127.0.0.1:{httpPort}/");
        DataFolder = TemporaryFolder.Create("platform");
        var environment = new Dictionary<string, string?>
        {
            ["MIYAGI_POSTGRES"] = postgres.ConnectionString,
            ["MIYAGI_INFLUX_URL"] = influx.Address.ToString().TrimEnd('/'),
            ["MIYAGI_INFLUX_DATABASE"] = influx.Database,
            ["MIYAGI_DATA"] = DataFolder,
            ["MIYAGI_CATALOG"] = HostPrograms.Catalog,
            ["MIYAGI_BIND"] = "127.0.0.1",
            ["MIYAGI_MQTT_PORT"] = $"{MqttPort}",
            ["MIYAGI_HTTP_PORT"] = $"{httpPort}",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        _environment = environment;
    }

    /// <summary>Pages, REST and health.</summary>
    public Uri HttpAddress { get; }

    /// <summary>MQTT without TLS on loopback.</summary>
    public int MqttPort { get; }

    /// <summary>Keys and the first password; kept over restarts.</summary>
    public string DataFolder { get; }

    /// <summary>Process id of the last start.</summary>
    public int ProcessId => Running().Id;

    /// <summary>The end of its log, since the last start.</summary>
    public string Log => _process?.Output ?? "";

    /// <summary>Starts it and waits until it is ready (migration included).</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = ServerProcess.Start([HostPrograms.Platform, "serve"], Path.GetDirectoryName(HostPrograms.Platform)!, _environment);
        await Eventually.HoldsAsync(
            "the platform is ready",
            async () => _process.HasExited
                ? throw new InvalidOperationException($"The platform ended with {_process.ExitCode}:\n{Log}")
                : await HealthAsync(cancellationToken) == HttpStatusCode.OK,
            cancellationToken);
    }

    /// <summary>The status of /health/ready; null when nobody answers.</summary>
    public async Task<HttpStatusCode?> HealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(HttpAddress, "health/ready"), cancellationToken);
            return response.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>An orderly stop (SIGTERM).</summary>
    /// <returns>True when it ended by itself within a minute.</returns>
    public Task<bool> StopAsync() => Running().StopAsync(ServerProcess.Terminate);

    /// <summary>kill -9.</summary>
    public Task KillAsync() => Running().KillAsync();

    /// <summary>Runs one of its commands to the end.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has what it wrote.</exception>
    public async Task<string> CommandAsync(
        IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, string?>(_environment);
        foreach (var (name, value) in environment)
        {
            all[name] = value;
        }

        await using var program = await ServerProcess.RunAsync([HostPrograms.Platform, .. arguments], "/", all, cancellationToken);
        return program.ExitCode == 0
            ? program.Output
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {program.ExitCode}:\n{program.Output}");
    }

    /// <summary>Stops it if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync(ServerProcess.Terminate);
            await _process.DisposeAsync();
        }
    }

    private ServerProcess Running() => _process ?? throw new InvalidOperationException("The platform has not been started.");
}
