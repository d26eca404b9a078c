using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Properties;
using Xunit;

namespace MiyagiSensing.Unit.Mqtt.Codec.Properties;

public sealed class PropertyRulesTests
{
    /// <summary>Table 2-4 of MQTT 5.0 once more, as text: packet numbers, 0 for the will.</summary>
    [Theory]
    [InlineData(MqttProperty.PayloadFormatIndicator, "Byte", "0 3")]
    [InlineData(MqttProperty.MessageExpiryInterval, "UInt32", "0 3")]
    [InlineData(MqttProperty.ContentType, "Text", "0 3")]
    [InlineData(MqttProperty.ResponseTopic, "Text", "0 3")]
    [InlineData(MqttProperty.CorrelationData, "Binary", "0 3")]
    [InlineData(MqttProperty.SubscriptionIdentifier, "Variable", "3 8")]
    [InlineData(MqttProperty.SessionExpiryInterval, "UInt32", "1 2 14")]
    [InlineData(MqttProperty.AssignedClientIdentifier, "Text", "2")]
    [InlineData(MqttProperty.ServerKeepAlive, "UInt16", "2")]
    [InlineData(MqttProperty.AuthenticationMethod, "Text", "1 2 15")]
    [InlineData(MqttProperty.AuthenticationData, "Binary", "1 2 15")]
    [InlineData(MqttProperty.RequestProblemInformation, "Byte", "1")]
    [InlineData(MqttProperty.WillDelayInterval, "UInt32", "0")]
    [InlineData(MqttProperty.RequestResponseInformation, "Byte", "1")]
    [InlineData(MqttProperty.ResponseInformation, "Text", "2")]
    [InlineData(MqttProperty.ServerReference, "Text", "2 14")]
    [InlineData(MqttProperty.ReasonString, "Text", "2 4 5 6 7 9 11 14 15")]
    [InlineData(MqttProperty.ReceiveMaximum, "UInt16", "1 2")]
    [InlineData(MqttProperty.TopicAliasMaximum, "UInt16", "1 2")]
    [InlineData(MqttProperty.TopicAlias, "UInt16", "3")]
    [InlineData(MqttProperty.MaximumQoS, "Byte", "2")]
    [InlineData(MqttProperty.RetainAvailable, "Byte", "2")]
    [InlineData(MqttProperty.UserProperty, "TextPair", "0 1 2 3 4 5 6 7 8 9 10 11 14 15")]
    [InlineData(MqttProperty.MaximumPacketSize, "UInt32", "1 2")]
    [InlineData(MqttProperty.WildcardSubscriptionAvailable, "Byte", "2")]
    [InlineData(MqttProperty.SubscriptionIdentifierAvailable, "Byte", "2")]
    [InlineData(MqttProperty.SharedSubscriptionAvailable, "Byte", "2")]
    public void A_property_has_the_type_and_the_packets_of_the_standard(MqttProperty property, string kind, string packets)
    {
        var rule = PropertyRules.Find((int)property);

        Assert.Equal(kind, rule.Kind.ToString());
        Assert.Equal(packets, string.Join(' ', Enumerable.Range(0, 16).Where(type => rule.IsAllowedIn((MqttPacketType)type))));
    }

    [Fact]
    public void Identifiers_in_between_are_no_properties()
    {
        var known = Enum.GetValues<MqttProperty>().Except([MqttProperty.None]).Select(property => (int)property);

        Assert.All(Enumerable.Range(0, 300).Except(known), identifier => Assert.Equal(PropertyKind.None, PropertyRules.Find(identifier).Kind));
    }
}
