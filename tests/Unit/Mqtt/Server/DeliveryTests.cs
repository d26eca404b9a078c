using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Server;
using Xunit;
using static MiyagiSensing.Mqtt.Codec.MqttVersion;

namespace MiyagiSensing.Unit.Mqtt.Server;

public sealed class DeliveryTests : IDisposable
{
    private readonly ServerFixture _server = new(new MqttServerOptions { MaximumSubscriptions = 2, MaximumOutgoingInFlight = 2, MaximumWaitingOutputBytes = 4_096 });

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_message_is_sent_at_the_lower_of_its_qos_and_the_granted()
    {
        var peer = await _server.ConnectAsync(Mqtt5);
        await peer.SendAsync("82 0E 0001 00 0003 612F23 02 0002 622F 00");
        await peer.ExpectAsync("90 05 0001 00 01 00");

        Assert.True(_server.Session().TrySend("a/x", "1"u8.ToArray(), MqttQualityOfService.AtMostOnce));
        Assert.True(_server.Session().TrySend("a/x", "2"u8.ToArray(), MqttQualityOfService.ExactlyOnce));
        Assert.True(_server.Session().TrySend("b/", "3"u8.ToArray(), MqttQualityOfService.AtLeastOnce, retain: true));
        Assert.False(_server.Session().TrySend("c", default));

        await peer.ExpectAsync("30 07 0003 612F78 00 31");
        await peer.ExpectAsync("32 09 0003 612F78 0001 00 32");
        await peer.ExpectAsync("31 06 0002 622F 00 33");
    }

    [Fact]
    public async Task Unacknowledged_messages_fill_a_window()
    {
        var peer = await _server.ConnectAsync(Mqtt311);
        await peer.SendAsync("82 06 0001 0001 61 01");
        await peer.ExpectAsync("90 03 0001 01");

        Assert.True(TrySend());
        Assert.True(TrySend());
        Assert.False(TrySend());
        await peer.ExpectAsync("32 05 0001 61 0001");
        await peer.ExpectAsync("32 05 0001 61 0002");
        await peer.SendAsync("40 02 0001 C0 00");
        await peer.ExpectAsync("D0 00");

        Assert.True(TrySend());
        await peer.ExpectAsync("32 05 0001 61 0003");

        bool TrySend() => _server.Session().TrySend("a", default, MqttQualityOfService.AtLeastOnce);
    }

    [Theory]
    [InlineData(Mqtt311, "82 06 0001 0001 61 01", "90 03 0001 80")]
    [InlineData(Mqtt5, "82 07 0001 00 0001 61 01", "90 04 0001 00 87")]
    public async Task The_application_can_refuse_a_filter(MqttVersion version, string subscribe, string suback)
    {
        _server.Application.SubscribeRefusal = MqttReasonCode.NotAuthorized;
        var peer = await _server.ConnectAsync(version);

        await peer.SendAsync(subscribe);

        await peer.ExpectAsync(suback);
        Assert.False(_server.Session().TrySend("a", default));
    }

    [Fact]
    public async Task Shared_filters_and_too_many_filters_are_refused_one_by_one()
    {
        var peer = await _server.ConnectAsync(Mqtt5);

        await peer.SendAsync("82 1C 0001 00 0001 61 00 0001 62 00 000A 2473686172652F672F61 00 0001 63 00");

        await peer.ExpectAsync("90 07 0001 00 00 00 9E 97");
    }

    [Fact]
    public async Task A_subscription_identifier_ends_the_connection()
    {
        var peer = await _server.ConnectAsync(Mqtt5);

        await peer.SendAsync("82 09 0001 02 0B 01 0001 61 00");

        await peer.ExpectAsync("E0 01 A1");
    }

    [Fact]
    public async Task An_unsubscribed_filter_gets_nothing_more()
    {
        var peer = await _server.ConnectAsync(Mqtt5);
        await peer.SendAsync("82 07 0001 00 0001 61 00");
        await peer.ExpectAsync("90 04 0001 00 00");

        await peer.SendAsync("A2 09 0002 00 0001 61 0001 62");

        await peer.ExpectAsync("B0 05 0002 00 00 11");
        Assert.False(_server.Session().TrySend("a", default));
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_bounded_and_then_cut_off_without_holding_up_others()
    {
        var lazy = await _server.ConnectAsync(Mqtt5);
        await lazy.SendAsync("82 07 0001 00 0001 61 00");
        await lazy.ExpectAsync("90 04 0001 00 00");
        var other = await _server.ConnectAsync(Mqtt5, "other");
        var payload = new byte[1_000];

        // 64 KiB fit into the pipe and 4 KiB wait.
        var sent = 0;
        while (sent < 1_000 && _server.Session().TrySend("a", payload))
        {
            sent++;
            await other.PingAsync();
        }

        Assert.InRange(sent, 60, 80);
        _server.Clock.Advance(TimeSpan.FromSeconds(30));
        await Patience.For(lazy.Serving);
        Assert.True(lazy.Transport.IsAborted);
        Assert.Equal("end c ProtocolError", await _server.Application.NextAsync());
        await other.PingAsync();
    }

    [Fact]
    public async Task A_message_beyond_the_clients_maximum_packet_size_is_not_sent()
    {
        var peer = _server.Open();
        await peer.SendAsync("10 12 0004 4D515454 05 02 003C 05 27 00000014 0000 ");
        MqttFrameReader.TryRead(new(Convert.FromHexString((await peer.ReadPacketAsync())!)), 1_000, out _, out _, out _);
        var session = Assert.Single(_server.Sessions.Snapshot());
        await peer.SendAsync("82 07 0001 00 0001 61 00");
        await peer.ExpectAsync("90 04 0001 00 00");

        Assert.False(session.TrySend("a", new byte[15]));
        Assert.True(session.TrySend("a", new byte[14]));
    }
}
