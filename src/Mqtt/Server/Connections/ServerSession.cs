using System.Buffers;
using System.Text;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using MiyagiSensing.Mqtt.Topics;

namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>The session that the application sees, on top of one connection.</summary>
internal sealed class ServerSession(SessionTerms terms, ConnectionOutput output, ConnectionClosing closing, ServerContext server) : ClientSession
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MqttVersion Version => (MqttVersion)ProtocolVersion;

    public SubscriptionSet Subscriptions { get; } = new(server.Options.MaximumSubscriptions);

    public OutgoingWindow Outgoing { get; } = new(terms.OutgoingInFlight);

    /// <summary>Completes when the application has been told of the end and the client identifier is free again.</summary>
    public Task Ended => _ended.Task;

    public override bool TrySend(
        string topic, ReadOnlyMemory<byte> payload, MqttQualityOfService qualityOfService = MqttQualityOfService.AtMostOnce, bool retain = false)
    {
        if (!TopicName.IsValid(topic))
        {
            throw new ArgumentException("Not a topic name.", nameof(topic));
        }

        if (closing.Cause is not null || !Subscriptions.TryMatch(topic, out var granted))
        {
            return false;
        }

        // Granted is at most QoS 1, so that the lower of the two is, too.
        var quality = qualityOfService < granted ? qualityOfService : granted;
        var length = PublishWriter.Length(Version, Encoding.UTF8.GetByteCount(topic), payload.Length, quality);
        if (length > terms.ClientMaximumPacketBytes)
        {
            server.Metrics.NotSent("too_large");
            return false;
        }

        ushort packetId = 0;
        if (quality == MqttQualityOfService.AtLeastOnce && !Outgoing.TryTake(out packetId))
        {
            server.Metrics.NotSent("window_full");
            return false;
        }

        var packet = new ArrayBufferWriter<byte>(length);
        PublishWriter.Write(packet, Version, Encoding.UTF8.GetBytes(topic), payload.Span, quality, packetId, retain);
        if (!output.TryAdd(packet.WrittenSpan))
        {
            Outgoing.Release(packetId);
            server.Metrics.NotSent("slow_reader");
            return false;
        }

        server.Metrics.Sent();
        return true;
    }

    public override void Close(MqttReasonCode reason) => closing.Request(
        new ConnectionCause(reason == MqttReasonCode.SessionTakenOver ? ConnectionEnd.TakenOver : ConnectionEnd.ServerClosed, reason));

    /// <summary>Ends the connection because of a packet that no reader accepts.</summary>
    public void CloseMalformed(MqttPacketType type, MqttMalformation malformation)
    {
        server.Log.Malformed(ClientId, type, malformation);
        closing.Request(ConnectionCause.Protocol(malformation.ToReasonCode()));
    }

    public void MarkEnded() => _ended.TrySetResult();
}
