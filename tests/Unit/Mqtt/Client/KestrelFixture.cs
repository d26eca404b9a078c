using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Mqtt.Client;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using MiyagiSensing.Mqtt.Server;
using MiyagiSensing.Unit.Mqtt.Server;
using Xunit;

namespace MiyagiSensing.Unit.Mqtt.Client;

/// <summary>The server as a host wires it, on a real socket.</summary>
public sealed class KestrelFixture : IAsyncLifetime
{
    private WebApplication? _host;

    internal FakeApplication Application { get; } = new();

    public int Port { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IMqttApplication>(Application).AddMqttServer(options => options.ReceiveMaximum = 50);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseMqtt()));
        _host = builder.Build();
        await _host.StartAsync(TestContext.Current.CancellationToken);
        Port = new Uri(_host.Urls.Single()).Port;
    }

    public Task StopAsync() => _host!.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _host!.DisposeAsync();

    internal Task<MqttClient> ConnectAsync(MqttVersion version, string clientId = "c", MqttWill? will = null) =>
        MqttClient.ConnectAsync(new() { Host = "127.0.0.1", Port = Port, Version = version, ClientId = clientId, Will = will }, TestContext.Current.CancellationToken);
}
