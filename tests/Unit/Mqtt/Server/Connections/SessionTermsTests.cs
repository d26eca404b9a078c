using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using MiyagiSensing.Mqtt.Codec.Properties;
using MiyagiSensing.Mqtt.Server;
using MiyagiSensing.Mqtt.Server.Connections;
using MiyagiSensing.Unit.Mqtt.Codec;
using Xunit;
using static MiyagiSensing.Mqtt.Codec.MqttVersion;

namespace MiyagiSensing.Unit.Mqtt.Server.Connections;

public sealed class SessionTermsTests
{
    private readonly MqttServerOptions _options = new();

    [Theory]
    [InlineData(60, 60)]
    [InlineData(3_600, 3_600)]
    [InlineData(3_601, 3_600)]
    [InlineData(0, 3_600)]
    public void A_keep_alive_is_at_most_the_servers(ushort wanted, int seconds)
    {
        var packet = new ConnectPacket { Version = Mqtt5, ClientId = "c", KeepAliveSeconds = wanted };
        var terms = SessionTerms.Decide(packet, _options);

        Assert.Equal(TimeSpan.FromSeconds(seconds), terms.KeepAlive);
        var told = terms.Accept(packet, null, _options).Properties!.Number(MqttProperty.ServerKeepAlive);
        Assert.Equal(wanted == seconds ? null : (uint)seconds, told);
    }

    [Theory]
    [InlineData(Mqtt311, 0, true, MqttReasonCode.Success)]
    [InlineData(Mqtt311, 0, false, MqttReasonCode.ClientIdentifierNotValid)]
    [InlineData(Mqtt5, 0, false, MqttReasonCode.Success)]
    [InlineData(Mqtt5, 256, true, MqttReasonCode.Success)]
    [InlineData(Mqtt5, 257, true, MqttReasonCode.ClientIdentifierNotValid)]
    public void A_client_identifier_has_bounds(MqttVersion version, int length, bool cleanStart, MqttReasonCode expected) =>
        Assert.Equal(expected, Decide(new ConnectPacket { Version = version, ClientId = new string('c', length), CleanStart = cleanStart }));

    [Theory]
    [InlineData(Mqtt311, MqttQualityOfService.ExactlyOnce, true, MqttReasonCode.Success)]
    [InlineData(Mqtt5, MqttQualityOfService.AtLeastOnce, false, MqttReasonCode.Success)]
    [InlineData(Mqtt5, MqttQualityOfService.ExactlyOnce, false, MqttReasonCode.QoSNotSupported)]
    [InlineData(Mqtt5, MqttQualityOfService.AtLeastOnce, true, MqttReasonCode.RetainNotSupported)]
    public void A_will_of_mqtt_5_keeps_to_what_connack_announces(MqttVersion version, MqttQualityOfService quality, bool retain, MqttReasonCode expected)
    {
        var will = new MqttWill { Topic = "w", QualityOfService = quality, Retain = retain };

        Assert.Equal(expected, Decide(new ConnectPacket { Version = version, ClientId = "c", Will = will }));
    }

    [Fact]
    public void Extended_authentication_is_refused()
    {
        var properties = PacketSamples.With(it => it.Add(MqttProperty.AuthenticationMethod, "SCRAM-SHA-1"));

        Assert.Equal(MqttReasonCode.BadAuthenticationMethod, Decide(new ConnectPacket { Version = Mqtt5, ClientId = "c", Properties = properties }));
    }

    [Fact]
    public void A_session_that_is_to_outlive_its_connection_is_told_that_it_will_not()
    {
        var properties = PacketSamples.With(it => it.Add(MqttProperty.SessionExpiryInterval, 60));
        var packet = new ConnectPacket { Version = Mqtt5, ClientId = "c", Properties = properties };

        var connack = SessionTerms.Decide(packet, _options).Accept(packet, null, _options);

        Assert.Equal(0u, connack.Properties!.Number(MqttProperty.SessionExpiryInterval));
        Assert.False(connack.SessionPresent);
    }

    private MqttReasonCode Decide(ConnectPacket packet) => SessionTerms.Decide(packet, _options).Refusal;
}
