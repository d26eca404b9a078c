using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using MiyagiSensing.Mqtt.Server;
using Xunit;

namespace MiyagiSensing.Conformance.Mqtt;

/// <summary>The MQTT server on a free port, with <see cref="EchoApplication"/> behind it.</summary>
public sealed class MqttServerFixture : IAsyncLifetime
{
    private WebApplication _app = null!;

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; }

    internal EchoApplication Application => (EchoApplication)_app.Services.GetRequiredService<IMqttApplication>();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseMqtt()));
        builder.Services.AddLogging();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<IMqttApplication, EchoApplication>();
        builder.Services.AddMqttServer(options => options.ConnectTimeout = TimeSpan.FromSeconds(2));
        _app = builder.Build();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Port = new Uri(address).Port;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
