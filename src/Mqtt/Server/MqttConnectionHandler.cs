using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MiyagiSensing.Mqtt.Server.Connections;

namespace MiyagiSensing.Mqtt.Server;

/// <summary>Kestrel's entry point: runs each network connection as an MQTT connection until it ends. One instance serves all.</summary>
public sealed class MqttConnectionHandler(
    IMqttApplication application,
    MqttSessions sessions,
    IOptions<MqttServerOptions> options,
    TimeProvider clock,
    ILogger<MqttConnectionHandler> log,
    IMeterFactory meterFactory) : ConnectionHandler
{
    private readonly ServerContext _server = new(application, sessions, options.Value, clock, log, new MqttMetrics(meterFactory), new OutputDrain());

    /// <inheritdoc/>
    public override Task OnConnectedAsync(ConnectionContext connection) => new MqttConnection(connection, _server).RunAsync();
}
