using System.Globalization;
using System.Net;
using System.Text.Json;
using MiyagiSensing.Chaos.Network;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;

namespace MiyagiSensing.Chaos.Servers;

/// <summary>The platform with its two servers on one small disk, each behind a stretch of network that can fail; whatever ends is started again.</summary>
internal sealed class ServerSet : IAsyncDisposable
{
    private const string InfluxDatabase = "miyagi";
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(3) };

    private readonly (int Mqtt, int Http)[] _slots = [(FreePort.Next(), FreePort.Next()), (FreePort.Next(), FreePort.Next())];
    private int _slot;
    private Supervised? _platform;
    private int _unaskedBefore;

    private ServerSet(SmallDisk disk, int postgresPort, int influxPort)
    {
        Disk = disk;
        var cluster = Path.Combine(disk.Folder, "postgres");
        var influx = Path.Combine(disk.Folder, "influxdb.conf");
        // Small WAL files, so that the disk holds data; else as the platform's own server runs.
        Postgres = new Supervised(
            () => ServerProcess.Start(PostgresCluster.Command(cluster, postgresPort, "max_wal_size=256MB", "shared_buffers=64MB", "jit=off"), "/"),
            ServerProcess.Interrupt);
        Influx = new Supervised(
            () =>
            {
                InfluxSegments.Seal(Path.Combine(disk.Folder, "influx", "wal"));
                return ServerProcess.Start(["influxd", "-config", influx], "/");
            },
            ServerProcess.Terminate);
        PostgresLink = new TcpProxy(postgresPort);
        InfluxLink = new TcpProxy(influxPort);
        DeviceLink = new TcpProxy(_slots[0].Mqtt);
        ConnectionString = PostgresCluster.ConnectionString(postgresPort);
        InfluxAddress = new Uri($"http://127.0.0.1:{influxPort}/query?db={InfluxDatabase}&epoch=ms&chunked=true&chunk_size=10000&q=");
    }

    /// <summary>The disk that all three live on.</summary>
    public SmallDisk Disk { get; }

    public Supervised Postgres { get; }

    public Supervised Influx { get; }

    /// <summary>The platform that serves.</summary>
    public Supervised Platform => _platform!;

    /// <summary>How often a platform that serves has ended by itself.</summary>
    public int UnaskedExits => _unaskedBefore + Platform.UnaskedExits;

    /// <summary>Between platform and PostgreSQL.</summary>
    public TcpProxy PostgresLink { get; }

    /// <summary>Between platform and InfluxDB.</summary>
    public TcpProxy InfluxLink { get; }

    /// <summary>Between devices and platform.</summary>
    public TcpProxy DeviceLink { get; }

    /// <summary>Past the proxy, for the audit.</summary>
    public string ConnectionString { get; }

    /// <summary>Past the proxy, for the audit; the InfluxQL is to be appended.</summary>
    public Uri InfluxAddress { get; }

    /// <summary>Most memory that any platform process has held so far, in bytes.</summary>
    public long PeakMemoryBytes { get; private set; }

    /// <summary>Starts everything; returns when the platform is ready.</summary>
    public static async Task<ServerSet> StartAsync(CancellationToken cancellationToken)
    {
        var disk = await SmallDisk.CreateAsync(cancellationToken);
        try
        {
            await PostgresCluster.CreateAsync(Path.Combine(disk.Folder, "postgres"), cancellationToken);
            var influxPort = FreePort.Next();
            await File.WriteAllTextAsync(
                Path.Combine(disk.Folder, "influxdb.conf"),
                InfluxServer.Configuration(Path.Combine(disk.Folder, "influx"), influxPort, FreePort.Next()),
                cancellationToken);
            var servers = new ServerSet(disk, FreePort.Next(), influxPort);
            try
            {
                servers._platform = servers.StartPlatform(0);
                await Eventually.HoldsAsync("the platform is ready", async () => (await servers.HealthAsync(cancellationToken)).IsReady, cancellationToken);
                return servers;
            }
            catch
            {
                await servers.DisposeAsync();
                throw;
            }
        }
        catch
        {
            await disk.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one of the platform's commands.</summary>
    public async Task CommandAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        await using var program = await ServerProcess.RunAsync([HostPrograms.Platform, .. arguments], "/", Settings(_slot), cancellationToken);
        if (program.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {program.ExitCode}:\n{program.Output}");
        }
    }

    /// <summary>Starts a second platform that takes over, and has devices come to it. Returns the old one, frozen or not, which nobody starts again.</summary>
    public async Task<ServerProcess> TakeOverAsync()
    {
        var old = await Platform.ReleaseAsync();
        _unaskedBefore += Platform.UnaskedExits;
        _slot = 1 - _slot;
        _platform = StartPlatform(_slot);
        DeviceLink.Retarget(_slots[_slot].Mqtt);
        return old;
    }

    /// <summary>Waits until the platform that has taken over is ready, which is behind its new epoch.</summary>
    public Task NewEpochAsync(CancellationToken cancellationToken) => Eventually.HoldsAsync(
        "the second platform is ready", async () => (await HealthAsync(cancellationToken)).IsReady, cancellationToken);

    /// <summary>What /health/ready says, with the position of each projection.</summary>
    public async Task<Health> HealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri($"http://127.0.0.1:{_slots[_slot].Http}/health/ready"), cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            var positions = json.RootElement.GetProperty("checks").GetProperty("projections").GetProperty("data").EnumerateObject()
                .ToDictionary(projection => projection.Name, projection => projection.Value.GetProperty("position").GetInt64());
            return new Health(response.StatusCode == HttpStatusCode.OK, json.RootElement.GetRawText(), positions);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Health(IsReady: false, exception.Message, new Dictionary<string, long>());
        }
    }

    /// <summary>The last position of the event store, asked past the proxy.</summary>
    public async Task<long> HeadAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=3;Command Timeout=5");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select coalesce(max(seq_id), 0) from miyagi.mt_events", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Up to where the rows of the audited read models are written; what nobody waits for may be in memory for a second, and history for longer.</summary>
    public async Task<long> WrittenAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=3;Command Timeout=5");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "select coalesce(min(last_seq_id), 0) from miyagi.mt_event_progression where split_part(name, '/', 1) in ('devices', 'alerts', 'ledger')", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The platform's memory now, in bytes; 0 while it is down. Also takes its peak down.</summary>
    public long ReadMemory()
    {
        var now = 0L;
        try
        {
            foreach (var line in File.ReadLines($"/proc/{Platform.Id}/status"))
            {
                var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
                if (words[0] is "VmHWM:" or "VmRSS:")
                {
                    var bytes = long.Parse(words[1], CultureInfo.InvariantCulture) * 1024;
                    PeakMemoryBytes = Math.Max(PeakMemoryBytes, bytes);
                    now = words[0] == "VmRSS:" ? bytes : now;
                }
            }
        }
        catch (IOException)
        {
            // Just killed.
        }

        return now;
    }

    /// <summary>All logs, for a round that failed.</summary>
    public async Task KeepLogsAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "platform.log"), Platform.Log);
        await File.WriteAllTextAsync(Path.Combine(folder, "postgres.log"), Postgres.Log);
        await File.WriteAllTextAsync(Path.Combine(folder, "influx.log"), Influx.Log);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in new[] { PostgresLink, InfluxLink, DeviceLink })
        {
            link.Set(LinkState.Open);
        }

        Disk.Free();
        if (_platform is not null)
        {
            await _platform.DisposeAsync();
        }

        await Influx.DisposeAsync();
        await Postgres.DisposeAsync();
        await PostgresLink.DisposeAsync();
        await InfluxLink.DisposeAsync();
        await DeviceLink.DisposeAsync();
        await Disk.DisposeAsync();
    }

    private Supervised StartPlatform(int slot) => new(
        () => ServerProcess.Start([HostPrograms.Platform, "serve"], Path.GetDirectoryName(HostPrograms.Platform)!, Settings(slot)), ServerProcess.Terminate);

    private Dictionary<string, string?> Settings(int slot) => new()
    {
        ["MIYAGI_POSTGRES"] = PostgresCluster.ConnectionString(PostgresLink.Port),
        ["MIYAGI_INFLUX_URL"] = $"http://127.0.0.1:{InfluxLink.Port}",
        ["MIYAGI_INFLUX_DATABASE"] = InfluxDatabase,
        ["MIYAGI_DATA"] = Path.Combine(Disk.Folder, "platform"),
        ["MIYAGI_CATALOG"] = HostPrograms.Catalog,
        ["MIYAGI_BIND"] = "127.0.0.1",
        ["MIYAGI_MQTT_PORT"] = $"{_slots[slot].Mqtt}",
        ["MIYAGI_HTTP_PORT"] = $"{_slots[slot].Http}",
        ["DOTNET_ENVIRONMENT"] = "Production",
        ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
        ["DOTNET_TC_CallCountingDelayMs"] = "0",
    };
}
