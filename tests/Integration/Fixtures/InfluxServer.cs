using System.Security.Cryptography;

namespace MiyagiSensing.Integration.Fixtures;

/// <summary>
/// "An InfluxDB" with a database of its own: a private influxd (1.x) in a temporary folder, or a new database on the server that
/// <c>MIYAGI_TEST_INFLUX_URL</c> names (without sign-in).
/// </summary>
public sealed class InfluxServer : IAsyncDisposable
{
    private const string AddressVariable = "MIYAGI_TEST_INFLUX_URL";

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly string? _folder;
    private readonly string? _configuration;
    private ServerProcess? _process;

    private InfluxServer(Uri address, string database, string? folder, string? configuration)
    {
        Address = address;
        Database = database;
        _folder = folder;
        _configuration = configuration;
    }

    /// <summary>The private server's folder, with <c>wal</c>, <c>data</c> and <c>meta</c>; null for a server that is not ours.</summary>
    public string? Folder => Path.GetDirectoryName(_configuration);

    /// <summary>Where it answers; the same over all restarts.</summary>
    public Uri Address { get; }

    /// <summary>The database that the platform under test is to use; it may not exist yet.</summary>
    public string Database { get; }

    /// <summary>The end of the server's log; empty for a server that is not ours.</summary>
    public string Log => _process?.Output ?? "";

    /// <summary>Starts it, or takes the one that was named.</summary>
    /// <param name="ownServer">True for tests that stop it: a private server even when another was named.</param>
    /// <param name="cancellationToken">Ends the wait for readiness.</param>
    public static async Task<InfluxServer> StartAsync(bool ownServer, CancellationToken cancellationToken)
    {
        var database = "miyagi_test_" + RandomNumberGenerator.GetHexString(12, lowercase: true);
        if (!ownServer && Environment.GetEnvironmentVariable(AddressVariable) is { Length: > 0 } given)
        {
            return new InfluxServer(new Uri(given), database, null, null);
        }

        var folder = TemporaryFolder.Create("influx");
        var port = FreePort.Next();
        var configuration = Path.Combine(folder, "influxdb.conf");
        await File.WriteAllTextAsync(configuration, Configuration(folder, port, FreePort.Next()), cancellationToken);
        var server = new InfluxServer(new Uri($"http://127.0.0.1:{port}"), database, folder, configuration);
        await server.StartAgainAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts a stopped or killed server on its old port and waits until it answers.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        if (_configuration is null)
        {
            throw new InvalidOperationException($"The server of {AddressVariable} is not ours to stop and start.");
        }

        _process = ServerProcess.Start(["influxd", "-config", _configuration], "/");
        await Eventually.HoldsAsync("InfluxDB answers", () => AnswersAsync(cancellationToken), cancellationToken);
    }

    /// <summary>An orderly stop (SIGTERM).</summary>
    public Task StopAsync() => Running().StopAsync(ServerProcess.Terminate);

    /// <summary>kill -9.</summary>
    public Task KillAsync() => Running().KillAsync();

    /// <summary>SIGSTOP: it hangs with its sockets open.</summary>
    public void Suspend() => Running().Send(ServerProcess.Suspend);

    /// <summary>SIGCONT.</summary>
    public void Resume() => Running().Send(ServerProcess.Resume);

    /// <summary>kill -9, and everything that it held is gone.</summary>
    public async Task WipeAsync()
    {
        await KillAsync();
        foreach (var part in new[] { "meta", "data", "wal" })
        {
            Directory.Delete(Path.Combine(_folder!, part), recursive: true);
        }
    }

    /// <summary>Ends the private server; its folder goes when the tests have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    /// <summary>The configuration file of a private server: every write is on disk before it is answered, as in production.</summary>
    internal static string Configuration(string folder, int port, int rpcPort) => $"""
        reporting-enabled = false
        bind-address = "127.0.0.1:{rpcPort}"
        [meta]
          dir = "{folder}/meta"
        [data]
          dir = "{folder}/data"
          wal-dir = "{folder}/wal"
          wal-fsync-delay = "0s"
          index-version = "tsi1"
          query-log-enabled = false
        [monitor]
          store-enabled = false
        [http]
          bind-address = "127.0.0.1:{port}"
          log-enabled = false
        [logging]
          level = "info"
          suppress-logo = true
        """;

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(Address, "ping"), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private ServerProcess Running() =>
        _process ?? throw new InvalidOperationException($"The server of {AddressVariable} is not ours to stop and start.");
}
