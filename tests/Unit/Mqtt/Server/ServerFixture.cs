using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using MiyagiSensing.Mqtt.Server;
using MiyagiSensing.Unit.Grpc;
using Xunit;

namespace MiyagiSensing.Unit.Mqtt.Server;

/// <summary>A server on connections in memory and on a clock that stands still.</summary>
internal sealed class ServerFixture : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MqttConnectionHandler _handler;

    public ServerFixture(MqttServerOptions? options = null) => _handler = new MqttConnectionHandler(
        Application,
        Sessions,
        Options.Create(options ?? new MqttServerOptions()),
        Clock,
        NullLogger<MqttConnectionHandler>.Instance,
        _services.GetRequiredService<IMeterFactory>());

    public FakeApplication Application { get; } = new();

    public MqttSessions Sessions { get; } = new();

    public TestClock Clock { get; } = new();

    /// <summary>A network connection on which nothing has been sent.</summary>
    public TestPeer Open()
    {
        var transport = new TestTransport();
        return new TestPeer(transport, ServeAsync(transport));
    }

    /// <summary>A client that has its CONNACK.</summary>
    public async Task<TestPeer> ConnectAsync(MqttVersion version, string clientId = "c", MqttWill? will = null, ushort keepAliveSeconds = 60)
    {
        var peer = Open();
        await peer.SendAsync(new ConnectPacket { Version = version, ClientId = clientId, Will = will, KeepAliveSeconds = keepAliveSeconds });
        Assert.StartsWith("20", await peer.ReadPacketAsync(), StringComparison.Ordinal);
        Assert.Equal($"connect {clientId}", await Application.NextAsync());
        return peer;
    }

    public ClientSession Session(string clientId = "c")
    {
        Assert.True(Sessions.TryFind(clientId, out var session));
        return session;
    }

    public void Dispose() => _services.Dispose();

    private async Task ServeAsync(TestTransport transport)
    {
        await _handler.OnConnectedAsync(transport);
        await transport.Output.CompleteAsync();
        await transport.Input.CompleteAsync();
    }
}
