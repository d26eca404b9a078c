using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Gateway;
using MiyagiSensing.Gateway.Access;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Server;
using MiyagiSensing.Unit.Host.Catalog;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Fakes;

/// <summary>The gateway as the host wires it, between fakes.</summary>
internal sealed class GatewayFixture : IDisposable
{
    public const string Secret = "a-secret-that-was-generated";

    private readonly ServiceProvider _services;

    public GatewayFixture()
    {
        var catalog = new SensingCatalog
        {
            Domains = [],
            Stations = [],
            Rules = [],
            Metrics = [Metric("river", "stage", -999), Metric("river", "battery", 0)],
            Municipalities =
            [
                new Municipality { Code = "04101", Name = new LocalText("青葉区", "Aoba"), Latitude = 38.30, Longitude = 140.72 },
                new Municipality { Code = "04205", Name = new LocalText("気仙沼市", "Kesennuma"), Latitude = 38.90, Longitude = 141.53 },
            ],
        };
        _services = new ServiceCollection()
            .AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddMetrics()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IIntake>(Intake)
            .AddSingleton<IEventStore>(Store)
            .AddSingleton<IDeviceDirectory>(Directory)
            .AddSingleton<IPseudonyms>(Pseudonyms)
            .AddGateway(catalog)
            .BuildServiceProvider();
        Application = _services.GetRequiredService<IMqttApplication>();
        Refusals = _services.GetRequiredService<RecentRefusals>();
        Runner = _services.GetServices<IHostedService>().Single();
        foreach (var (device, domain) in new[] { ("river-1", "river"), ("river-2", "river"), ("base-1", "rtk") })
        {
            Directory.Add(device, domain, revoked: false, HashOf(Secret));
        }

        Directory.Add(new DeviceIdentity("buoy-1", "buoy", [HashOf(Secret)], Revoked: false, "kesennuma"));
        Directory.Add(new DeviceIdentity("buoy-2", "buoy", [HashOf(Secret)], Revoked: false));
    }

    public LogLines Log { get; } = new();

    public ManualClock Clock { get; } = new();

    public DefinitionStore Store { get; } = new();

    public FakeIntake Intake { get; } = new();

    public FakeDirectory Directory { get; } = new();

    public FakePseudonyms Pseudonyms { get; } = new();

    public IMqttApplication Application { get; }

    public RecentRefusals Refusals { get; }

    public IHostedService Runner { get; }

    public static SecretHash HashOf(string secret) =>
        new(SecretHashing.Sha256, "", 1, Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(secret))));

    public ValueTask<ConnectDecision> ConnectAsync(string? user, string? secret, string clientId = "client", string? will = null) =>
        Application.ConnectAsync(
            new ConnectRequest
            {
                ClientId = clientId,
                UserName = user,
                Password = secret is null ? null : Encoding.UTF8.GetBytes(secret),
                ProtocolVersion = 5,
                WillTopic = will,
                RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 4711),
            },
            TestContext.Current.CancellationToken);

    public async Task<ClientSession> OpenAsync(string device, string clientId = "client")
    {
        var decision = await ConnectAsync(device, Secret, clientId);
        Assert.Equal(MqttReasonCode.Success, decision.ReasonCode);
        return new FakeSession { ClientId = clientId, ProtocolVersion = 5, Identity = decision.Identity };
    }

    public async Task<FakeReceipt> PublishAsync(ClientSession session, string topic, ReadOnlySequence<byte> payload, bool isWill = false)
    {
        var receipt = new FakeReceipt();
        await Application.PublishAsync(
            session, new InboundMessage { Topic = topic, Payload = payload, IsWill = isWill }, receipt, TestContext.Current.CancellationToken);
        return receipt;
    }

    public Task<FakeReceipt> PublishAsync(ClientSession session, string topic, string payload, bool isWill = false) =>
        PublishAsync(session, topic, new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(payload)), isWill);

    public void Dispose() => _services.Dispose();

    private static MetricDefinition Metric(string domain, string name, double sentinel) => new()
    {
        Domain = domain,
        Name = name,
        Title = new LocalText(name, name),
        Unit = "1",
        DisplayUnit = "1",
        Sentinels = [sentinel],
    };
}
