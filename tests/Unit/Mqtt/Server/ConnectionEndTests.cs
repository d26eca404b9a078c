using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using Xunit;
using static MiyagiSensing.Mqtt.Codec.MqttVersion;

namespace MiyagiSensing.Unit.Mqtt.Server;

public sealed class ConnectionEndTests : IDisposable
{
    private readonly ServerFixture _server = new();
    private readonly MqttWill _will = new() { Topic = "gone" };

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData(Mqtt311, "E0 00")]
    [InlineData(Mqtt5, "E0 00")]
    [InlineData(Mqtt5, "E0 01 00")]
    public async Task A_normal_disconnect_discards_the_will(MqttVersion version, string disconnect)
    {
        var peer = await _server.ConnectAsync(version, will: _will);

        await peer.SendAsync(disconnect);

        await peer.ExpectEndAsync();
        Assert.Equal("end c ClientDisconnected", await _server.Application.NextAsync());
        Assert.Equal(0, _server.Sessions.Count);
    }

    [Fact]
    public async Task A_disconnect_can_ask_for_the_will()
    {
        var peer = await _server.ConnectAsync(Mqtt5, will: _will);

        await peer.SendAsync("E0 01 04");

        Assert.Equal("will c gone", await _server.Application.NextAsync());
        Assert.Equal("end c ClientDisconnected", await _server.Application.NextAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("32 08 0003 61")]
    public async Task A_stream_that_ends_publishes_the_will_before_the_end_is_told(string hex)
    {
        var peer = await _server.ConnectAsync(Mqtt311, will: _will);

        await peer.SendAsync(hex);
        peer.Hang();

        Assert.Equal("will c gone", await _server.Application.NextAsync());
        Assert.Equal("end c ConnectionLost", await _server.Application.NextAsync());
        Assert.True((await _server.Application.NextPublishAsync()).Message.IsWill);
    }

    [Theory]
    [InlineData(60, 90)]
    [InlineData(0, 5_400)]
    [InlineData(10_000, 5_400)]
    public async Task Silence_for_one_and_a_half_keep_alives_ends_the_connection(ushort keepAlive, double seconds)
    {
        var peer = await _server.ConnectAsync(Mqtt5, keepAliveSeconds: keepAlive);
        await PingAsync(peer);

        _server.Clock.Advance(TimeSpan.FromSeconds(seconds - 0.1));
        await PingAsync(peer);
        _server.Clock.Advance(TimeSpan.FromSeconds(seconds - 0.1));
        await PingAsync(peer);
        _server.Clock.Advance(TimeSpan.FromSeconds(seconds + 0.1));

        await peer.ExpectAsync("E0 01 8D");
        Assert.Equal("end c KeepAliveTimeout", await _server.Application.NextAsync());
    }

    [Fact]
    public async Task A_socket_that_is_not_read_does_not_run_out_of_keep_alive()
    {
        var gate = new TaskCompletionSource();
        _server.Application.Gate = gate.Task;
        var peer = await _server.ConnectAsync(Mqtt5);
        await peer.SendAsync("30 06 0003 612F62 00");
        Assert.Equal("publish c a/b", await _server.Application.NextAsync());

        _server.Clock.Advance(TimeSpan.FromHours(1));
        gate.SetResult();

        await PingAsync(peer);
    }

    [Fact]
    public async Task A_stop_of_the_host_is_told_to_the_client()
    {
        var peer = await _server.ConnectAsync(Mqtt5);
        await PingAsync(peer);

        peer.Transport.RequestClose();

        await peer.ExpectAsync("E0 01 8B");
        await peer.ExpectEndAsync();
        Assert.Equal("end c ServerClosed", await _server.Application.NextAsync());
    }

    [Fact]
    public async Task A_session_can_be_closed_by_its_client_identifier()
    {
        var peer = await _server.ConnectAsync(Mqtt5);

        Assert.True(_server.Sessions.TryClose("c", MqttReasonCode.NotAuthorized));

        await peer.ExpectAsync("E0 01 87");
        await peer.ExpectEndAsync();
        Assert.False(_server.Sessions.TryClose("c", MqttReasonCode.NotAuthorized));
    }

    [Fact]
    public async Task Receipts_that_are_completed_after_the_end_do_nothing()
    {
        var peer = await _server.ConnectAsync(Mqtt5);
        await peer.SendAsync("32 08 0003 612F62 0001 00");
        var published = await _server.Application.NextPublishAsync();
        peer.Hang();
        await Patience.For(peer.Serving);

        published.Receipt.Complete(MqttReasonCode.Success);

        Assert.Null(await peer.ReadPacketAsync());
    }

    private static async Task PingAsync(TestPeer peer)
    {
        await peer.PingAsync();
    }
}
