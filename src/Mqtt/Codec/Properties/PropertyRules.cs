namespace MiyagiSensing.Mqtt.Codec.Properties;

/// <summary>Table 2-4 of MQTT 5.0, with the value ranges of the packet sections.</summary>
internal static class PropertyRules
{
    /// <summary>Stands for the will properties of CONNECT where a packet type is asked for; type 0 does not occur on the wire.</summary>
    public const MqttPacketType Will = MqttPacketType.Reserved;

    private static readonly PropertyRule[] Rules = CreateRules();

    /// <summary>The rule of an identifier; its kind is None when there is no such property.</summary>
    public static PropertyRule Find(int identifier) => identifier < Rules.Length ? Rules[identifier] : default;

    /// <summary>SUBSCRIBE takes one subscription identifier, PUBLISH one for each matching subscription (sections 3.8.2.1.2 and 3.3.2.3.8).</summary>
    public static bool MayRepeat(MqttProperty property, MqttPacketType packet) =>
        property == MqttProperty.UserProperty || (property == MqttProperty.SubscriptionIdentifier && packet == MqttPacketType.Publish);

    private static PropertyRule[] CreateRules()
    {
        var message = In(MqttPacketType.Publish, Will);
        var connack = In(MqttPacketType.Connack);
        var connect = In(MqttPacketType.Connect);
        var both = In(MqttPacketType.Connect, MqttPacketType.Connack);
        var answers = In(
            MqttPacketType.Connack, MqttPacketType.Puback, MqttPacketType.Pubrec, MqttPacketType.Pubrel, MqttPacketType.Pubcomp,
            MqttPacketType.Suback, MqttPacketType.Unsuback, MqttPacketType.Disconnect, MqttPacketType.Auth);
        var all = (ushort)(answers | message | connect | In(MqttPacketType.Subscribe, MqttPacketType.Unsubscribe));

        var rules = new PropertyRule[(int)MqttProperty.SharedSubscriptionAvailable + 1];
        Set(MqttProperty.PayloadFormatIndicator, new(PropertyKind.Byte, message, 0, 1));
        Set(MqttProperty.MessageExpiryInterval, new(PropertyKind.UInt32, message));
        Set(MqttProperty.ContentType, new(PropertyKind.Text, message));
        Set(MqttProperty.ResponseTopic, new(PropertyKind.Text, message));
        Set(MqttProperty.CorrelationData, new(PropertyKind.Binary, message));
        Set(MqttProperty.SubscriptionIdentifier, new(PropertyKind.Variable, In(MqttPacketType.Publish, MqttPacketType.Subscribe), 1));
        Set(MqttProperty.SessionExpiryInterval, new(PropertyKind.UInt32, (ushort)(both | In(MqttPacketType.Disconnect))));
        Set(MqttProperty.AssignedClientIdentifier, new(PropertyKind.Text, connack));
        Set(MqttProperty.ServerKeepAlive, new(PropertyKind.UInt16, connack));
        Set(MqttProperty.AuthenticationMethod, new(PropertyKind.Text, (ushort)(both | In(MqttPacketType.Auth))));
        Set(MqttProperty.AuthenticationData, new(PropertyKind.Binary, (ushort)(both | In(MqttPacketType.Auth))));
        Set(MqttProperty.RequestProblemInformation, new(PropertyKind.Byte, connect, 0, 1));
        Set(MqttProperty.WillDelayInterval, new(PropertyKind.UInt32, In(Will)));
        Set(MqttProperty.RequestResponseInformation, new(PropertyKind.Byte, connect, 0, 1));
        Set(MqttProperty.ResponseInformation, new(PropertyKind.Text, connack));
        Set(MqttProperty.ServerReference, new(PropertyKind.Text, In(MqttPacketType.Connack, MqttPacketType.Disconnect)));
        Set(MqttProperty.ReasonString, new(PropertyKind.Text, answers));
        Set(MqttProperty.ReceiveMaximum, new(PropertyKind.UInt16, both, 1));
        Set(MqttProperty.TopicAliasMaximum, new(PropertyKind.UInt16, both));
        Set(MqttProperty.TopicAlias, new(PropertyKind.UInt16, In(MqttPacketType.Publish), 1));
        Set(MqttProperty.MaximumQoS, new(PropertyKind.Byte, connack, 0, 1));
        Set(MqttProperty.RetainAvailable, new(PropertyKind.Byte, connack, 0, 1));
        Set(MqttProperty.UserProperty, new(PropertyKind.TextPair, all));
        Set(MqttProperty.MaximumPacketSize, new(PropertyKind.UInt32, both, 1));
        Set(MqttProperty.WildcardSubscriptionAvailable, new(PropertyKind.Byte, connack, 0, 1));
        Set(MqttProperty.SubscriptionIdentifierAvailable, new(PropertyKind.Byte, connack, 0, 1));
        Set(MqttProperty.SharedSubscriptionAvailable, new(PropertyKind.Byte, connack, 0, 1));
        return rules;

        void Set(MqttProperty property, PropertyRule rule) => rules[(int)property] = rule;
    }

    private static ushort In(params ReadOnlySpan<MqttPacketType> packets)
    {
        ushort bits = 0;
        foreach (var packet in packets)
        {
            bits |= (ushort)(1 << (int)packet);
        }

        return bits;
    }
}
