using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
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
public sealed class KestrelFixture(X509Certificate2? certificate = null) : IAsyncLifetime
{
    private WebApplication? _host;

    internal FakeApplication Application { get; } = new();

    public int Port { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IMqttApplication>(Application).AddMqttServer(options => options.ReceiveMaximum = 50);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }

            listen.UseMqtt();
        }));
        _host = builder.Build();
        await _host.StartAsync(TestContext.Current.CancellationToken);
        Port = new Uri(_host.Urls.Single()).Port;
    }

    public Task StopAsync() => _host!.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _host!.DisposeAsync();

    internal Task<MqttClient> ConnectAsync(MqttVersion version, string clientId = "c", MqttWill? will = null)
    {
        var options = new MqttClientOptions
        {
            Host = "127.0.0.1",
            Port = Port,
            Version = version,
            ClientId = clientId,
            Will = will,
            Tls = certificate is null ? null : new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = IsOurs },
        };
        return MqttClient.ConnectAsync(options, TestContext.Current.CancellationToken);
    }

    private bool IsOurs(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) => certificate!.Equals(shown);
}
