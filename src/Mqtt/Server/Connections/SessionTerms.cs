using System.Text;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>What client and server agree on in CONNECT and CONNACK, before the application is asked. A pure decision.</summary>
internal sealed record SessionTerms
{
    /// <summary>Success, or why this server cannot serve such a client.</summary>
    public MqttReasonCode Refusal { get; private init; }

    /// <summary>Keep-alive in force; never zero.</summary>
    public TimeSpan KeepAlive { get; private init; }

    /// <summary>QoS 1 messages that may be on their way to the client.</summary>
    public int OutgoingInFlight { get; private init; }

    /// <summary>Largest packet that the client takes, in bytes.</summary>
    public long ClientMaximumPacketBytes { get; private init; }

    public static SessionTerms Decide(ConnectPacket packet, MqttServerOptions options)
    {
        var properties = packet.Properties;
        var wanted = TimeSpan.FromSeconds(packet.KeepAliveSeconds);
        return new SessionTerms
        {
            Refusal = Check(packet, options),
            KeepAlive = wanted == TimeSpan.Zero || wanted > options.MaximumKeepAlive ? options.MaximumKeepAlive : wanted,
            OutgoingInFlight = (int)Math.Min(properties?.Number(MqttProperty.ReceiveMaximum) ?? ushort.MaxValue, options.MaximumOutgoingInFlight),
            ClientMaximumPacketBytes = properties?.Number(MqttProperty.MaximumPacketSize) ?? long.MaxValue,
        };
    }

    /// <summary>The CONNACK that lets the client in and says truthfully what this server cannot do (MQTT 5.0 section 3.2.2.3).</summary>
    public ConnackPacket Accept(ConnectPacket packet, string? assignedClientId, MqttServerOptions options)
    {
        if (packet.Version == MqttVersion.Mqtt311)
        {
            return new ConnackPacket { ReasonCode = MqttReasonCode.Success };
        }

        var properties = new MqttProperties();
        if (packet.Properties?.Number(MqttProperty.SessionExpiryInterval) is > 0)
        {
            properties.Add(MqttProperty.SessionExpiryInterval, 0);
        }

        properties.Add(MqttProperty.ReceiveMaximum, (uint)options.ReceiveMaximum);
        properties.Add(MqttProperty.MaximumQoS, 1);
        properties.Add(MqttProperty.RetainAvailable, 0);
        properties.Add(MqttProperty.MaximumPacketSize, (uint)options.MaximumPacketBytes);
        if (assignedClientId is not null)
        {
            properties.Add(MqttProperty.AssignedClientIdentifier, assignedClientId);
        }

        properties.Add(MqttProperty.TopicAliasMaximum, 0);
        properties.Add(MqttProperty.SubscriptionIdentifierAvailable, 0);
        properties.Add(MqttProperty.SharedSubscriptionAvailable, 0);
        var seconds = (uint)KeepAlive.TotalSeconds;
        if (seconds != packet.KeepAliveSeconds)
        {
            properties.Add(MqttProperty.ServerKeepAlive, seconds);
        }

        return new ConnackPacket { ReasonCode = MqttReasonCode.Success, Properties = properties };
    }

    private static MqttReasonCode Check(ConnectPacket packet, MqttServerOptions options)
    {
        var properties = packet.Properties;
        if (Encoding.UTF8.GetByteCount(packet.ClientId) > options.MaximumClientIdBytes)
        {
            return MqttReasonCode.ClientIdentifierNotValid;
        }

        // MQTT-3.1.3-8 of 3.1.1: a session to be kept needs a name.
        if (packet.Version == MqttVersion.Mqtt311 && packet.ClientId.Length == 0 && !packet.CleanStart)
        {
            return MqttReasonCode.ClientIdentifierNotValid;
        }

        if (properties?.Contains(MqttProperty.AuthenticationMethod) == true)
        {
            return MqttReasonCode.BadAuthenticationMethod;
        }

        if (properties?.Contains(MqttProperty.AuthenticationData) == true)
        {
            return MqttReasonCode.ProtocolError;
        }

        // MQTT 5.0 tells the client both limits and has it refused when its will is beyond them (MQTT-3.2.2-12, MQTT-3.2.2-13). MQTT 3.1.1 has no such limits,
        // and a will is handed to the application whatever its QoS.
        return packet switch
        {
            { Version: MqttVersion.Mqtt311 } or { Will: null } => MqttReasonCode.Success,
            { Will.QualityOfService: MqttQualityOfService.ExactlyOnce } => MqttReasonCode.QoSNotSupported,
            { Will.Retain: true } => MqttReasonCode.RetainNotSupported,
            _ => MqttReasonCode.Success,
        };
    }
}
