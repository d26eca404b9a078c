using System.Buffers;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using MiyagiSensing.Mqtt.Codec.Properties;
using MiyagiSensing.Mqtt.Topics;

namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>Answers SUBSCRIBE and UNSUBSCRIBE: the protocol's rules first, then the application's decision. For the thread of the read loop.</summary>
internal sealed class SubscriptionDesk(ServerSession session, ConnectionOutput output, ConnectionClosing closing, ServerContext server)
{
    public void Subscribe(in MqttFrame frame)
    {
        if (!SubscribeReader.TryRead(frame, session.Version, out var packet, out var malformation))
        {
            session.CloseMalformed(frame.Type, malformation);
            return;
        }

        if (packet.Properties?.Contains(MqttProperty.SubscriptionIdentifier) == true)
        {
            closing.Request(ConnectionCause.Protocol(MqttReasonCode.SubscriptionIdentifiersNotSupported));
            return;
        }

        var codes = new MqttReasonCode[packet.Subscriptions.Count];
        for (var index = 0; index < codes.Length; index++)
        {
            codes[index] = Decide(packet.Subscriptions[index]);
            if (codes[index].IsFailure())
            {
                server.Metrics.Refused("subscribe", codes[index]);
            }
        }

        Answer(MqttPacketType.Suback, packet.PacketId, codes);
    }

    public void Unsubscribe(in MqttFrame frame)
    {
        if (!UnsubscribeReader.TryRead(frame, session.Version, out var packet, out var malformation))
        {
            session.CloseMalformed(frame.Type, malformation);
            return;
        }

        var codes = packet.TopicFilters
            .Select(filter => session.Subscriptions.Remove(filter) ? MqttReasonCode.Success : MqttReasonCode.NoSubscriptionExisted)
            .ToArray();
        Answer(MqttPacketType.Unsuback, packet.PacketId, codes);
    }

    private MqttReasonCode Decide(SubscriptionRequest request)
    {
        if (session.Version == MqttVersion.Mqtt5 && TopicFilter.IsShared(request.TopicFilter))
        {
            return MqttReasonCode.SharedSubscriptionsNotSupported;
        }

        // This server sends at most QoS 1.
        var wanted = (MqttQualityOfService)Math.Min((byte)request.QualityOfService, (byte)MqttQualityOfService.AtLeastOnce);
        var decision = server.Application.Subscribe(session, request.TopicFilter, wanted).ReasonCode;
        if (decision.IsFailure())
        {
            return decision;
        }

        var quality = (MqttQualityOfService)Math.Min((byte)decision, (byte)wanted);
        return session.Subscriptions.TryAdd(request.TopicFilter, quality) ? (MqttReasonCode)quality : MqttReasonCode.QuotaExceeded;
    }

    private void Answer(MqttPacketType type, ushort packetId, IReadOnlyList<MqttReasonCode> codes)
    {
        var bytes = new ArrayBufferWriter<byte>(16);
        SubscriptionAnswerWriter.Write(bytes, session.Version, new SubscriptionAnswerPacket { Type = type, PacketId = packetId, ReasonCodes = codes });
        output.Add(bytes.WrittenSpan);
    }
}
