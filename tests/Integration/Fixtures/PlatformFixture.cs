using System.Net;
using System.Security.Cryptography;
using Xunit;

namespace MiyagiSensing.Integration.Fixtures;

/// <summary>PostgreSQL, InfluxDB and the platform on free ports, for one test class. Not sealed: a class may need other settings.</summary>
public class PlatformFixture : IAsyncLifetime
{
    private PostgresServer? _postgres;
    private InfluxServer? _influx;
    private Platform? _platform;

    /// <summary>The event store's server.</summary>
    public PostgresServer Postgres => _postgres ?? throw NotStarted();

    /// <summary>The time-series server.</summary>
    public InfluxServer Influx => _influx ?? throw NotStarted();

    /// <summary>The platform's process.</summary>
    public Platform Platform => _platform ?? throw NotStarted();

    /// <summary>Pages, REST and health.</summary>
    public Uri HttpAddress => Platform.HttpAddress;

    /// <summary>MQTT without TLS on loopback.</summary>
    public int MqttPort => Platform.MqttPort;

    /// <summary>Npgsql connection string to the event store.</summary>
    public string PostgresConnectionString => Postgres.ConnectionString;

    /// <summary>Where InfluxDB answers.</summary>
    public Uri InfluxAddress => Influx.Address;

    /// <summary>The foreign MQTT client, aimed at this platform.</summary>
    public MosquittoClient Mosquitto => new(MqttPort);

    /// <summary>What the event store holds.</summary>
    public EventStoreProbe EventStore => new(PostgresConnectionString);

    /// <summary>What InfluxDB holds.</summary>
    public InfluxProbe TimeSeries => new(InfluxAddress, Influx.Database);

    /// <summary>True for tests that stop servers: private ones are started even when others were named.</summary>
    protected virtual bool OwnServers => false;

    /// <summary>Environment variables of the platform beyond the usual.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    /// <summary>Starts everything.</summary>
    public virtual async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        try
        {
            _postgres = await PostgresServer.StartAsync(OwnServers, cancellationToken);
            _influx = await InfluxServer.StartAsync(OwnServers, cancellationToken);
            _platform = new Platform(_postgres, _influx, Settings);
            await _platform.StartAsync(cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops everything.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await using (_postgres)
        await using (_influx)
        await using (_platform)
        {
            GC.SuppressFinalize(this);
        }
    }

    /// <summary>Registers a device with a new random secret, mounted at a station of the catalog.</summary>
    public async Task<DeviceLogin> AddDeviceAsync(string id, string domain, string station, CancellationToken cancellationToken = default)
    {
        var login = new DeviceLogin(id, domain, station, RandomNumberGenerator.GetHexString(32, lowercase: true));
        await ImportDevicesAsync([login], cancellationToken);
        return login;
    }

    /// <summary>Registers many devices at once.</summary>
    public async Task ImportDevicesAsync(IReadOnlyCollection<DeviceLogin> logins, CancellationToken cancellationToken = default)
    {
        var file = Path.Combine(Platform.DataFolder, $"import-{RandomNumberGenerator.GetHexString(8)}.csv");
        await File.WriteAllLinesAsync(
            file,
            ["id,domain,station,secret", .. logins.Select(login => $"{login.Device},{login.Domain},{login.Station},{login.Secret}")],
            cancellationToken);
        await Platform.CommandAsync(["device", "import", file], new Dictionary<string, string?>(), cancellationToken);
    }

    /// <summary>Adds an account with a given password.</summary>
    public Task AddUserAsync(string name, string password, params string[] roles) =>
        Platform.CommandAsync(
            ["user", "add", name, .. roles.SelectMany(role => new[] { "--role", role })],
            new Dictionary<string, string?> { ["MIYAGI_USER_PASSWORD"] = password },
            CancellationToken.None);

    /// <summary>Publishes telemetry at QoS 1 with the foreign client and fails unless it was acknowledged.</summary>
    public async Task PublishAsync(DeviceLogin login, string payload, CancellationToken cancellationToken = default)
    {
        var result = await Mosquitto.PublishAsync(
            login, login.Topic("telemetry"), payload, MosquittoClient.Version5, qualityOfService: 1, cancellationToken);
        Assert.True(result.ExitCode == 0, $"mosquitto_pub ended with {result.ExitCode}: {result.Output}");
    }

    /// <summary>An orderly stop, then a start; returns when it is ready.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await Platform.StopAsync();
        await Platform.StartAsync(cancellationToken);
    }

    /// <summary>kill -9 of the platform. Start it again with <see cref="Platform.StartAsync"/>.</summary>
    public Task KillAsync() => Platform.KillAsync();

    /// <summary>Waits until /health/ready answers 200.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => Eventually.HoldsAsync(
        "the platform is ready", async () => await Platform.HealthAsync(cancellationToken) == HttpStatusCode.OK, cancellationToken);

    /// <summary>The ends of all logs, for a test that has failed.</summary>
    public string Logs() =>
        $"--- platform\n{_platform?.Log}\n--- PostgreSQL\n{_postgres?.Log}\n--- InfluxDB\n{_influx?.Log}";

    private static InvalidOperationException NotStarted() => new("The fixture has not been started.");
}
