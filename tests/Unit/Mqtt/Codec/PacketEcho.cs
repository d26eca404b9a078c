using System.Buffers;
using System.Diagnostics;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;

namespace MiyagiSensing.Unit.Mqtt.Codec;

/// <summary>Reads any packet and writes it again, by the reader and the writer of its type.</summary>
internal static class PacketEcho
{
    /// <summary>The packet as it is written again; null with the reason when it is malformed.</summary>
    public static byte[]? Rewrite(in MqttFrame frame, MqttVersion version, out MqttMalformation malformation)
    {
        var output = new ArrayBufferWriter<byte>();
        var read = TryRewrite(frame, version, output, out malformation);
        return read ? output.WrittenSpan.ToArray() : null;
    }

    private static bool TryRewrite(in MqttFrame frame, MqttVersion version, ArrayBufferWriter<byte> output, out MqttMalformation malformation)
    {
        switch (frame.Type)
        {
            case MqttPacketType.Connect:
                var isConnect = ConnectReader.TryRead(frame, out var connect, out malformation);
                if (isConnect)
                {
                    ConnectWriter.Write(output, connect!);
                }

                return isConnect;
            case MqttPacketType.Connack:
                var isConnack = ConnackReader.TryRead(frame, version, out var connack, out malformation);
                if (isConnack)
                {
                    ConnackWriter.Write(output, version, connack!);
                }

                return isConnack;
            case MqttPacketType.Publish:
                var isPublish = PublishReader.TryRead(frame, version, out var publish, out malformation);
                if (isPublish)
                {
                    PublishWriter.Write(
                        output,
                        version,
                        publish.Topic,
                        publish.Payload.ToArray(),
                        publish.QualityOfService,
                        publish.PacketId,
                        publish.Retain,
                        publish.Duplicate,
                        publish.Properties);
                }

                return isPublish;
            case MqttPacketType.Puback or MqttPacketType.Pubrec or MqttPacketType.Pubrel or MqttPacketType.Pubcomp:
                var isAcknowledgement = AcknowledgementReader.TryRead(frame, version, out var acknowledgement, out malformation);
                if (isAcknowledgement)
                {
                    AcknowledgementWriter.Write(output, version, acknowledgement);
                }

                return isAcknowledgement;
            case MqttPacketType.Subscribe:
                var isSubscribe = SubscribeReader.TryRead(frame, version, out var subscribe, out malformation);
                if (isSubscribe)
                {
                    SubscribeWriter.Write(output, version, subscribe!);
                }

                return isSubscribe;
            case MqttPacketType.Suback or MqttPacketType.Unsuback:
                var isAnswer = SubscriptionAnswerReader.TryRead(frame, version, out var answer, out malformation);
                if (isAnswer)
                {
                    SubscriptionAnswerWriter.Write(output, version, answer!);
                }

                return isAnswer;
            case MqttPacketType.Unsubscribe:
                var isUnsubscribe = UnsubscribeReader.TryRead(frame, version, out var unsubscribe, out malformation);
                if (isUnsubscribe)
                {
                    UnsubscribeWriter.Write(output, version, unsubscribe!);
                }

                return isUnsubscribe;
            case MqttPacketType.Pingreq or MqttPacketType.Pingresp:
                output.Write(frame.Type == MqttPacketType.Pingreq ? PingPackets.Request : PingPackets.Response);
                return PingPackets.TryRead(frame, out malformation);
            case MqttPacketType.Disconnect or MqttPacketType.Auth:
                var isReason = ReasonPacketReader.TryRead(frame, version, out var reason, out malformation);
                if (isReason)
                {
                    ReasonPacketWriter.Write(output, version, reason);
                }

                return isReason;
            default:
                throw new UnreachableException();
        }
    }
}
