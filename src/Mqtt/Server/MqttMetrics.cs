using System.Diagnostics.Metrics;

namespace MiyagiSensing.Mqtt.Server;

/// <summary>Instruments of the meter "MiyagiSensing.Mqtt". Safe for any thread.</summary>
internal sealed class MqttMetrics
{
    public const string MeterName = "MiyagiSensing.Mqtt";

    private readonly UpDownCounter<int> _connections;
    private readonly UpDownCounter<int> _sessions;
    private readonly Counter<long> _received;
    private readonly Counter<long> _acknowledged;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _notSent;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _ended;

    public MqttMetrics(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(MeterName);
        _connections = meter.CreateUpDownCounter<int>("mqtt.server.connections", "{connection}", "Network connections that are open.");
        _sessions = meter.CreateUpDownCounter<int>("mqtt.server.sessions", "{session}", "Clients that are connected.");
        _received = meter.CreateCounter<long>("mqtt.server.publishes.received", "{message}", "PUBLISHes received, any QoS.");
        _acknowledged = meter.CreateCounter<long>("mqtt.server.publishes.acknowledged", "{message}", "PUBACKs sent, any reason code.");
        _sent = meter.CreateCounter<long>("mqtt.server.publishes.sent", "{message}", "PUBLISHes sent.");
        _notSent = meter.CreateCounter<long>("mqtt.server.publishes.not_sent", "{message}", "PUBLISHes given up, by mqtt.cause: slow_reader, window_full, too_large.");
        _refused = meter.CreateCounter<long>("mqtt.server.refusals", "{refusal}", "CONNECTs, PUBLISHes and SUBSCRIBEs refused, by mqtt.packet and mqtt.reason_code.");
        _ended = meter.CreateCounter<long>("mqtt.server.session_ends", "{session}", "Sessions ended, by mqtt.end and mqtt.reason_code.");
    }

    public void ConnectionOpened() => _connections.Add(1);

    public void ConnectionClosed() => _connections.Add(-1);

    public void SessionStarted() => _sessions.Add(1);

    public void SessionEnded(ConnectionEnd end, MqttReasonCode reason)
    {
        _sessions.Add(-1);
        _ended.Add(1, new("mqtt.end", end), new("mqtt.reason_code", reason));
    }

    public void Received(int messages) => _received.Add(messages);

    public void Acknowledged(int messages) => _acknowledged.Add(messages);

    public void Sent() => _sent.Add(1);

    public void NotSent(string cause) => _notSent.Add(1, new KeyValuePair<string, object?>("mqtt.cause", cause));

    public void Refused(string packet, MqttReasonCode reason) => _refused.Add(1, new("mqtt.packet", packet), new("mqtt.reason_code", reason));
}
