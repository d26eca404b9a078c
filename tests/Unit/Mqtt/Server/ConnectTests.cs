using System.Text;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using MiyagiSensing.Mqtt.Codec.Properties;
using MiyagiSensing.Mqtt.Server;
using MiyagiSensing.Unit.Mqtt.Codec;
using Xunit;
using static MiyagiSensing.Mqtt.Codec.MqttVersion;

namespace MiyagiSensing.Unit.Mqtt.Server;

public sealed class ConnectTests : IDisposable
{
    private readonly ServerFixture _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Mqtt_5_is_told_what_the_server_cannot_do()
    {
        var peer = _server.Open();

        await peer.SendAsync(new ConnectPacket { Version = Mqtt5, ClientId = "c", KeepAliveSeconds = 60 });

        await peer.ExpectAsync("20 16 00 00 13 21 0400 24 01 25 00 27 00010000 22 0000 29 00 2A 00");
    }

    [Fact]
    public async Task Mqtt_311_is_let_in_without_a_session_present()
    {
        var peer = _server.Open();

        await peer.SendAsync(new ConnectPacket { Version = Mqtt311, ClientId = "c", CleanStart = false, KeepAliveSeconds = 60 });

        await peer.ExpectAsync("20 02 00 00");
    }

    [Fact]
    public async Task The_application_sees_what_the_client_sent()
    {
        var peer = _server.Open();
        var will = new MqttWill { Topic = "will/topic" };

        await peer.SendAsync(new ConnectPacket { Version = Mqtt5, ClientId = "c", UserName = "user", Password = Encoding.UTF8.GetBytes("secret"), Will = will });
        await peer.ReadPacketAsync();

        var request = _server.Application.LastRequest!;
        Assert.Equal(("c", "user", (byte)5, "will/topic"), (request.ClientId, request.UserName, request.ProtocolVersion, request.WillTopic));
        Assert.Equal("secret", Encoding.UTF8.GetString(request.Password!.Value.Span));
        Assert.Equal("identity of c", _server.Session().Identity);
    }

    [Theory]
    [InlineData(Mqtt311, MqttReasonCode.BadUserNameOrPassword, "20 02 00 04")]
    [InlineData(Mqtt311, MqttReasonCode.NotAuthorized, "20 02 00 05")]
    [InlineData(Mqtt311, MqttReasonCode.ServerUnavailable, "20 02 00 03")]
    [InlineData(Mqtt5, MqttReasonCode.BadUserNameOrPassword, "20 03 00 86 00")]
    public async Task A_refusal_closes_the_connection(MqttVersion version, MqttReasonCode reason, string connack)
    {
        _server.Application.Decision = new ConnectDecision(reason);
        var peer = _server.Open();

        await peer.SendAsync(new ConnectPacket { Version = version, ClientId = "c" });

        await peer.ExpectAsync(connack);
        await peer.ExpectEndAsync();
        Assert.Equal(0, _server.Sessions.Count);
    }

    [Fact]
    public async Task A_reason_text_reaches_an_mqtt_5_client()
    {
        _server.Application.Decision = new ConnectDecision(MqttReasonCode.NotAuthorized, ReasonText: "no");
        var peer = _server.Open();

        await peer.SendAsync(new ConnectPacket { Version = Mqtt5, ClientId = "c" });

        await peer.ExpectAsync("20 08 00 87 05 1F 0002 6E6F");
    }

    [Fact]
    public async Task An_mqtt_5_client_without_identifier_is_told_the_assigned_one()
    {
        var peer = _server.Open();

        await peer.SendAsync(new ConnectPacket { Version = Mqtt5, ClientId = "" });
        MqttFrameReader.TryRead(new(Hexadecimal.Parse((await peer.ReadPacketAsync())!)), 1_000, out var frame, out _, out _);
        Assert.True(ConnackReader.TryRead(frame, Mqtt5, out var connack, out _));

        var assigned = connack.Properties!.Text(MqttProperty.AssignedClientIdentifier)!;
        Assert.True(_server.Sessions.TryFind(assigned, out _));
    }

    [Theory]
    [InlineData("10 0E 0006 4D5149736470 03 02 003C 0000")]
    [InlineData("10 0C 0004 4D515454 06 02 003C 0000")]
    public async Task Another_version_is_answered_with_return_code_1(string hex)
    {
        var peer = _server.Open();

        await peer.SendAsync(hex);

        await peer.ExpectAsync("20 02 00 01");
        await peer.ExpectEndAsync();
    }

    [Theory]
    [InlineData("C0 00")]
    [InlineData("32 08 0003 612F62 000A 78")]
    [InlineData("10 FF7F")]
    [InlineData("47 45 54 20 2F 20")]
    public async Task Whatever_is_no_small_connect_is_closed_without_a_word(string hex)
    {
        var peer = _server.Open();

        await peer.SendAsync(hex);

        await peer.ExpectEndAsync();
    }

    [Fact]
    public async Task A_connect_that_does_not_come_in_time_is_not_waited_for()
    {
        var peer = _server.Open();
        await peer.SendAsync("10 0D 0004");

        _server.Clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(peer.Serving.IsCompleted);
        _server.Clock.Advance(TimeSpan.FromSeconds(0.2));

        await peer.ExpectEndAsync();
    }

    [Fact]
    public async Task A_newer_connection_takes_over_after_the_end_of_the_older()
    {
        var will = new MqttWill { Topic = "gone" };
        var older = await _server.ConnectAsync(Mqtt5, will: will);

        var newer = await _server.ConnectAsync(Mqtt5);

        await older.ExpectAsync("E0 01 8E");
        await older.ExpectEndAsync();
        Assert.Equal("will c gone", await _server.Application.NextAsync());
        Assert.Equal("end c TakenOver", await _server.Application.NextAsync());
        Assert.Equal(1, _server.Sessions.Count);
        await newer.PingAsync();
    }

    [Fact]
    public async Task A_newer_connection_is_refused_while_the_older_does_not_end()
    {
        using var server = new ServerFixture();
        var stuck = new TaskCompletionSource();
        await server.ConnectAsync(Mqtt5, will: new MqttWill { Topic = "gone" });
        server.Application.Gate = stuck.Task;
        var newer = server.Open();

        await newer.SendAsync(new ConnectPacket { Version = Mqtt5, ClientId = "c" });
        Assert.Equal("connect c", await server.Application.NextAsync());
        Assert.Equal("will c gone", await server.Application.NextAsync());
        server.Clock.Advance(TimeSpan.FromSeconds(5));

        await newer.ExpectAsync("20 03 00 89 00");
        Assert.Equal("end c ServerClosed", await server.Application.NextAsync());
        stuck.SetResult();
        Assert.Equal("end c TakenOver", await server.Application.NextAsync());
    }
}
