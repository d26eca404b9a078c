using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>What the server does with each packet of a connected client, except SUBSCRIBE and UNSUBSCRIBE. For the thread of the read loop.</summary>
internal sealed class PacketDispatcher(ServerSession session, ConnectionOutput output, ConnectionClosing closing, ServerContext server)
{
    private readonly TopicCache _topics = new();
    private readonly UnacknowledgedReceipt _unacknowledged = new(closing, session.Version);
    private readonly SubscriptionDesk _subscriptions = new(session, output, closing, server);
    private int _received;

    /// <summary>Deals with one packet. Completes at once unless the application or a full window holds it back.</summary>
    public ValueTask DispatchAsync(in MqttFrame frame)
    {
        switch (frame.Type)
        {
            case MqttPacketType.Publish:
                return PublishAsync(frame);
            case MqttPacketType.Puback:
                TakeAcknowledgement(frame);
                break;
            case MqttPacketType.Subscribe:
                _subscriptions.Subscribe(frame);
                break;
            case MqttPacketType.Unsubscribe:
                _subscriptions.Unsubscribe(frame);
                break;
            case MqttPacketType.Pingreq when PingPackets.TryRead(frame, out _):
                output.Add(PingPackets.Response);
                break;
            case MqttPacketType.Disconnect:
                TakeDisconnect(frame);
                break;
            default:
                // A second CONNECT (MQTT-3.1.0-2), what only servers send, AUTH without a method, and QoS 2, which CONNACK has ruled out.
                closing.Request(ConnectionCause.Protocol(MqttReasonCode.ProtocolError));
                break;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Counts the messages since the last call; once for each read, not for each message.</summary>
    public void ReportReceived()
    {
        if (_received > 0)
        {
            server.Metrics.Received(_received);
            _received = 0;
        }
    }

    private ValueTask PublishAsync(in MqttFrame frame)
    {
        if (!PublishReader.TryRead(frame, session.Version, out var packet, out var malformation))
        {
            session.CloseMalformed(frame.Type, malformation);
            return ValueTask.CompletedTask;
        }

        var refusal = Check(packet);
        if (refusal != MqttReasonCode.Success)
        {
            server.Metrics.Refused("publish", refusal);
            closing.Request(ConnectionCause.Protocol(refusal));
            return ValueTask.CompletedTask;
        }

        PublishReceipt receipt = _unacknowledged;
        if (packet.QualityOfService == MqttQualityOfService.AtLeastOnce)
        {
            var acknowledgement = new PublishAcknowledgement(output, packet.PacketId);
            if (!output.Acknowledgements.TryAdd(acknowledgement))
            {
                return WindowFullAsync(frame);
            }

            receipt = acknowledgement;
        }

        _received++;
        var message = new InboundMessage
        {
            Topic = _topics.Find(packet.Topic),
            Payload = packet.Payload,
            QualityOfService = packet.QualityOfService,
            Retain = packet.Retain,
            ContentType = packet.Properties?.Text(MqttProperty.ContentType),
        };
        return server.Application.PublishAsync(session, message, receipt, closing.Token);
    }

    private MqttReasonCode Check(in PublishPacket packet)
    {
        if (packet.QualityOfService == MqttQualityOfService.ExactlyOnce)
        {
            return MqttReasonCode.QoSNotSupported;
        }

        // MQTT-3.2.2-14: the CONNACK has said so. MQTT 3.1.1 has no such word, and its clients may set the flag; nothing is retained.
        if (packet.Retain && session.Version == MqttVersion.Mqtt5)
        {
            return MqttReasonCode.RetainNotSupported;
        }

        if (packet.Properties is not { } properties)
        {
            return MqttReasonCode.Success;
        }

        // MQTT-3.3.2-9: no alias above the announced maximum, which is 0. MQTT-3.3.4-6: only servers send subscription identifiers.
        return properties.Contains(MqttProperty.TopicAlias) ? MqttReasonCode.TopicAliasInvalid
            : properties.Contains(MqttProperty.SubscriptionIdentifier) ? MqttReasonCode.ProtocolError
            : MqttReasonCode.Success;
    }

    private async ValueTask WindowFullAsync(MqttFrame frame)
    {
        if (session.Version == MqttVersion.Mqtt5)
        {
            // MQTT-3.3.4-9: the client has been told the receive maximum.
            closing.Request(ConnectionCause.Protocol(MqttReasonCode.ReceiveMaximumExceeded));
            return;
        }

        await output.Acknowledgements.WaitForRoomAsync(closing.Token);
        await PublishAsync(frame);
    }

    private void TakeAcknowledgement(in MqttFrame frame)
    {
        if (AcknowledgementReader.TryRead(frame, session.Version, out var packet, out var malformation))
        {
            session.Outgoing.Release(packet.PacketId);
        }
        else
        {
            session.CloseMalformed(frame.Type, malformation);
        }
    }

    private void TakeDisconnect(in MqttFrame frame)
    {
        if (ReasonPacketReader.TryRead(frame, session.Version, out var packet, out var malformation))
        {
            closing.Request(new ConnectionCause(ConnectionEnd.ClientDisconnected, packet.ReasonCode));
        }
        else
        {
            session.CloseMalformed(frame.Type, malformation);
        }
    }
}
