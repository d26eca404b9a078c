using System.Buffers;
using System.Text;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using MiyagiSensing.Mqtt.Codec.Properties;
using static MiyagiSensing.Mqtt.Codec.MqttVersion;

namespace MiyagiSensing.Unit.Mqtt.Codec;

/// <summary>Golden bytes of every packet type in both versions.</summary>
internal static class PacketSamples
{
    private static readonly byte[] Topic = Encoding.UTF8.GetBytes("a/b");
    private static readonly byte[] Payload = Encoding.UTF8.GetBytes("x");

    public static IReadOnlyList<PacketSample> All { get; } =
    [
        Connect("connect", "10 0D 0004 4D515454 04 02 003C 0001 63", new() { Version = Mqtt311, ClientId = "c", KeepAliveSeconds = 60 }),
        Connect(
            "connect with everything",
            "10 19 0004 4D515454 04 EE 003C 0001 63 0001 74 0001 77 0001 75 0001 70",
            new()
            {
                Version = Mqtt311,
                ClientId = "c",
                KeepAliveSeconds = 60,
                Will = new() { Topic = "t", Payload = "w"u8.ToArray(), QualityOfService = MqttQualityOfService.AtLeastOnce, Retain = true },
                UserName = "u",
                Password = "p"u8.ToArray(),
            }),
        Connect(
            "connect with properties",
            "10 1D 0004 4D515454 05 02 003C 0F 11 0000000A 21 0014 26 0001 61 0001 62 0001 63",
            new()
            {
                Version = Mqtt5,
                ClientId = "c",
                KeepAliveSeconds = 60,
                Properties = With(it =>
                {
                    it.Add(MqttProperty.SessionExpiryInterval, 10);
                    it.Add(MqttProperty.ReceiveMaximum, 20);
                    it.AddUser("a", "b");
                }),
            }),
        Connect(
            "connect with will properties",
            "10 20 0004 4D515454 05 06 003C 00 0001 63 0C 18 00000005 03 0004 74657874 0001 74 0000",
            new()
            {
                Version = Mqtt5,
                ClientId = "c",
                KeepAliveSeconds = 60,
                Will = new()
                {
                    Topic = "t",
                    Properties = With(it =>
                    {
                        it.Add(MqttProperty.WillDelayInterval, 5);
                        it.Add(MqttProperty.ContentType, "text");
                    }),
                },
            }),
        Connack(Mqtt311, "connack refused", "20 02 00 05", new() { ReasonCode = MqttReasonCode.NotAuthorized }),
        Connack(Mqtt311, "connack session present", "20 02 01 00", new() { ReasonCode = MqttReasonCode.Success, SessionPresent = true }),
        Connack(
            Mqtt5,
            "connack with properties",
            "20 16 00 00 13 21 0400 24 01 25 00 27 00010000 12 0001 61 13 003C",
            new()
            {
                ReasonCode = MqttReasonCode.Success,
                Properties = With(it =>
                {
                    it.Add(MqttProperty.ReceiveMaximum, 1024);
                    it.Add(MqttProperty.MaximumQoS, 1);
                    it.Add(MqttProperty.RetainAvailable, 0);
                    it.Add(MqttProperty.MaximumPacketSize, 65_536);
                    it.Add(MqttProperty.AssignedClientIdentifier, "a");
                    it.Add(MqttProperty.ServerKeepAlive, 60);
                }),
            }),
        Publish(Mqtt311, "publish qos 0", "30 06 0003 612F62 78", MqttQualityOfService.AtMostOnce),
        Publish(Mqtt311, "publish qos 1 dup retain", "3B 08 0003 612F62 000A 78", MqttQualityOfService.AtLeastOnce, retain: true, duplicate: true),
        Publish(Mqtt311, "publish qos 2", "34 08 0003 612F62 000A 78", MqttQualityOfService.ExactlyOnce),
        Publish(Mqtt5, "publish qos 1", "32 09 0003 612F62 000A 00 78", MqttQualityOfService.AtLeastOnce),
        Publish(
            Mqtt5,
            "publish with properties",
            "32 15 0003 612F62 000A 0C 03 0001 6A 23 0002 09 0002 0102 78",
            MqttQualityOfService.AtLeastOnce,
            properties: With(it =>
            {
                it.Add(MqttProperty.ContentType, "j");
                it.Add(MqttProperty.TopicAlias, 2);
                it.Add(MqttProperty.CorrelationData, new byte[] { 1, 2 });
            })),
        new(
            "publish with alias only",
            Mqtt5,
            "30 07 0000 03 23 0002 78",
            output => PublishWriter.Write(
                output, Mqtt5, default, Payload, MqttQualityOfService.AtMostOnce, 0, properties: With(it => it.Add(MqttProperty.TopicAlias, 2)))),
        Acknowledge(Mqtt311, "puback", "40 02 000A", new(MqttPacketType.Puback, 10)),
        Acknowledge(Mqtt5, "puback success", "40 02 000A", new(MqttPacketType.Puback, 10)),
        Acknowledge(Mqtt5, "puback refused", "40 03 000A 87", new(MqttPacketType.Puback, 10, MqttReasonCode.NotAuthorized)),
        Acknowledge(
            Mqtt5,
            "puback with reason string",
            "40 09 000A 87 05 1F 0002 6E6F",
            new(MqttPacketType.Puback, 10, MqttReasonCode.NotAuthorized, With(it => it.Add(MqttProperty.ReasonString, "no")))),
        Acknowledge(Mqtt311, "pubrec", "50 02 000A", new(MqttPacketType.Pubrec, 10)),
        Acknowledge(Mqtt5, "pubrec refused", "50 03 000A 97", new(MqttPacketType.Pubrec, 10, MqttReasonCode.QuotaExceeded)),
        Acknowledge(Mqtt311, "pubrel", "62 02 000A", new(MqttPacketType.Pubrel, 10)),
        Acknowledge(Mqtt5, "pubrel not found", "62 03 000A 92", new(MqttPacketType.Pubrel, 10, MqttReasonCode.PacketIdentifierNotFound)),
        Acknowledge(Mqtt311, "pubcomp", "70 02 000A", new(MqttPacketType.Pubcomp, 10)),
        Acknowledge(Mqtt5, "pubcomp not found", "70 03 000A 92", new(MqttPacketType.Pubcomp, 10, MqttReasonCode.PacketIdentifierNotFound)),
        Subscribe(
            Mqtt311, "subscribe", "82 08 000A 0003 612F23 01", new() { PacketId = 10, Subscriptions = [new("a/#", MqttQualityOfService.AtLeastOnce)] }),
        Subscribe(
            Mqtt5,
            "subscribe with options",
            "82 0F 000A 02 0B 07 0003 612F23 2D 0001 2B 00",
            new()
            {
                PacketId = 10,
                Subscriptions =
                [
                    new("a/#", MqttQualityOfService.AtLeastOnce, NoLocal: true, RetainAsPublished: true, RetainHandling: 2),
                    new("+", MqttQualityOfService.AtMostOnce),
                ],
                Properties = With(it => it.Add(MqttProperty.SubscriptionIdentifier, 7)),
            }),
        Answer(Mqtt311, "suback", "90 04 000A 01 80", MqttPacketType.Suback, MqttReasonCode.GrantedQoS1, MqttReasonCode.UnspecifiedError),
        Answer(Mqtt5, "suback refused", "90 05 000A 00 01 87", MqttPacketType.Suback, MqttReasonCode.GrantedQoS1, MqttReasonCode.NotAuthorized),
        Unsubscribe(Mqtt311, "unsubscribe", "A2 07 000A 0003 612F23"),
        Unsubscribe(Mqtt5, "unsubscribe", "A2 08 000A 00 0003 612F23"),
        Answer(Mqtt311, "unsuback", "B0 02 000A", MqttPacketType.Unsuback),
        Answer(Mqtt5, "unsuback", "B0 05 000A 00 00 11", MqttPacketType.Unsuback, MqttReasonCode.Success, MqttReasonCode.NoSubscriptionExisted),
        new("pingreq", Mqtt311, "C0 00", output => output.Write(PingPackets.Request)),
        new("pingresp", Mqtt5, "D0 00", output => output.Write(PingPackets.Response)),
        Reason(Mqtt311, "disconnect", "E0 00", new(MqttPacketType.Disconnect)),
        Reason(Mqtt5, "disconnect taken over", "E0 01 8E", new(MqttPacketType.Disconnect, MqttReasonCode.SessionTakenOver)),
        Reason(
            Mqtt5,
            "disconnect with properties",
            "E0 07 00 05 11 00000000",
            new(MqttPacketType.Disconnect, MqttReasonCode.Success, With(it => it.Add(MqttProperty.SessionExpiryInterval, 0)))),
        Reason(Mqtt5, "auth success", "F0 00", new(MqttPacketType.Auth)),
        Reason(
            Mqtt5,
            "auth continue",
            "F0 06 18 04 15 0001 6D",
            new(MqttPacketType.Auth, MqttReasonCode.ContinueAuthentication, With(it => it.Add(MqttProperty.AuthenticationMethod, "m")))),
    ];

    public static MqttProperties With(Action<MqttProperties> add)
    {
        var properties = new MqttProperties();
        add(properties);
        return properties;
    }

    private static PacketSample Connect(string name, string hex, ConnectPacket packet) =>
        new(name, packet.Version, hex, output => ConnectWriter.Write(output, packet));

    private static PacketSample Connack(MqttVersion version, string name, string hex, ConnackPacket packet) =>
        new(name, version, hex, output => ConnackWriter.Write(output, version, packet));

    private static PacketSample Publish(
        MqttVersion version,
        string name,
        string hex,
        MqttQualityOfService quality,
        bool retain = false,
        bool duplicate = false,
        MqttProperties? properties = null) =>
        new(name, version, hex, output => PublishWriter.Write(output, version, Topic, Payload, quality, 10, retain, duplicate, properties));

    private static PacketSample Acknowledge(MqttVersion version, string name, string hex, AcknowledgementPacket packet) =>
        new(name, version, hex, output => AcknowledgementWriter.Write(output, version, packet));

    private static PacketSample Subscribe(MqttVersion version, string name, string hex, SubscribePacket packet) =>
        new(name, version, hex, output => SubscribeWriter.Write(output, version, packet));

    private static PacketSample Unsubscribe(MqttVersion version, string name, string hex) =>
        new(name, version, hex, output => UnsubscribeWriter.Write(output, version, new() { PacketId = 10, TopicFilters = ["a/#"] }));

    private static PacketSample Answer(MqttVersion version, string name, string hex, MqttPacketType type, params MqttReasonCode[] codes) =>
        new(name, version, hex, output => SubscriptionAnswerWriter.Write(output, version, new() { Type = type, PacketId = 10, ReasonCodes = codes }));

    private static PacketSample Reason(MqttVersion version, string name, string hex, ReasonPacket packet) =>
        new(name, version, hex, output => ReasonPacketWriter.Write(output, version, packet));
}
