using Microsoft.Extensions.Logging;

namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>What all connections of one server share.</summary>
internal sealed record ServerContext(
    IMqttApplication Application,
    MqttSessions Sessions,
    MqttServerOptions Options,
    TimeProvider Clock,
    ILogger Log,
    MqttMetrics Metrics,
    OutputDrain Drain);
