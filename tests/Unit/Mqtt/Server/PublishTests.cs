using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Server;
using Xunit;
using static MiyagiSensing.Mqtt.Codec.MqttVersion;

namespace MiyagiSensing.Unit.Mqtt.Server;

public sealed class PublishTests : IDisposable
{
    private readonly ServerFixture _server = new(new MqttServerOptions { ReceiveMaximum = 3 });

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData(Mqtt311, "3B 08 0003 612F62 000A 78", true)]
    [InlineData(Mqtt5, "32 0D 0003 612F62 000A 04 03 0001 6A 78", false)]
    public async Task A_message_reaches_the_application(MqttVersion version, string hex, bool retain)
    {
        var peer = await _server.ConnectAsync(version);

        await peer.SendAsync(hex);

        var published = await _server.Application.NextPublishAsync();
        var message = published.Message;
        Assert.Equal(("a/b", "x", MqttQualityOfService.AtLeastOnce), (message.Topic, published.Text, message.QualityOfService));
        Assert.Equal((retain, false), (message.Retain, message.IsWill));
        Assert.Equal(version == Mqtt5 ? "j" : null, message.ContentType);
    }

    [Theory]
    [InlineData(Mqtt311)]
    [InlineData(Mqtt5)]
    public async Task Pubacks_leave_in_the_order_of_the_publishes(MqttVersion version)
    {
        var peer = await _server.ConnectAsync(version);
        await SendThreeAsync(peer, version);
        PublishedMessage[] published = [await NextAsync(), await NextAsync(), await NextAsync()];

        published[2].Receipt.Complete(MqttReasonCode.Success);
        published[1].Receipt.Complete(MqttReasonCode.Success);
        await peer.PingAsync();
        published[0].Receipt.Complete(MqttReasonCode.Success);

        await peer.ExpectAsync("40 02 0001");
        await peer.ExpectAsync("40 02 0002");
        await peer.ExpectAsync("40 02 0003");
    }

    [Fact]
    public async Task Only_the_first_completion_counts()
    {
        var peer = await _server.ConnectAsync(Mqtt5);
        await peer.SendAsync("32 08 0003 612F62 0001 00");
        var published = await NextAsync();

        published.Receipt.Complete(MqttReasonCode.PayloadFormatInvalid);
        published.Receipt.Complete(MqttReasonCode.Success);

        await peer.ExpectAsync("40 03 0001 99");
        await peer.PingAsync();
    }

    [Fact]
    public async Task A_forbidden_message_is_refused_to_mqtt_5_and_the_connection_goes_on()
    {
        var peer = await _server.ConnectAsync(Mqtt5);
        await peer.SendAsync("32 08 0003 612F62 0001 00");

        (await NextAsync()).Receipt.Complete(MqttReasonCode.NotAuthorized);

        await peer.ExpectAsync("40 03 0001 87");
        await peer.PingAsync();
    }

    [Fact]
    public async Task A_forbidden_message_closes_an_mqtt_311_connection_after_the_pubacks_before_it()
    {
        var peer = await _server.ConnectAsync(Mqtt311);
        await SendThreeAsync(peer, Mqtt311);
        PublishedMessage[] published = [await NextAsync(), await NextAsync(), await NextAsync()];

        published[2].Receipt.Complete(MqttReasonCode.Success);
        published[1].Receipt.Complete(MqttReasonCode.NotAuthorized);
        published[0].Receipt.Complete(MqttReasonCode.Success);

        await peer.ExpectAsync("40 02 0001");
        await peer.ExpectEndAsync();
        Assert.Equal(["publish c a/b", "publish c a/b", "publish c a/b", "end c ServerClosed"], await StoryAsync(4));
    }

    [Fact]
    public async Task A_forbidden_message_at_qos_0_closes_an_mqtt_311_connection()
    {
        var peer = await _server.ConnectAsync(Mqtt311);
        await peer.SendAsync("30 06 0003 612F62 78");

        (await NextAsync()).Receipt.Complete(MqttReasonCode.NotAuthorized);

        await peer.ExpectEndAsync();
    }

    [Theory]
    [InlineData("34 09 0003 612F62 0001 00 78", "E0 01 9B")]
    [InlineData("33 09 0003 612F62 0001 00 78", "E0 01 9A")]
    [InlineData("32 0C 0003 612F62 0001 03 23 0001 78", "E0 01 94")]
    [InlineData("32 0B 0003 612F62 0001 02 0B 01 78", "E0 01 82")]
    [InlineData("30 06 0003 612B62 00", "E0 01 90")]
    [InlineData("30 05 0003 61FF62", "E0 01 81")]
    [InlineData("30 FFFF7F", "E0 01 95")]
    [InlineData("10 0D 0004 4D515454 05 02 003C 00 0000", "E0 01 82")]
    [InlineData("62 02 0001", "E0 01 82")]
    public async Task A_broken_rule_ends_an_mqtt_5_connection_with_its_reason(string hex, string disconnect)
    {
        var peer = await _server.ConnectAsync(Mqtt5);

        await peer.SendAsync(hex);

        await peer.ExpectAsync(disconnect);
        await peer.ExpectEndAsync();
        Assert.Equal(["end c ProtocolError"], await StoryAsync(1));
    }

    [Theory]
    [InlineData("34 08 0003 612F62 0001 78")]
    [InlineData("30 05 0003 61FF62")]
    [InlineData("F0 00")]
    public async Task A_broken_rule_ends_an_mqtt_311_connection_without_a_word(string hex)
    {
        var peer = await _server.ConnectAsync(Mqtt311);

        await peer.SendAsync(hex);

        await peer.ExpectEndAsync();
        Assert.Equal(["end c ProtocolError"], await StoryAsync(1));
    }

    [Fact]
    public async Task Mqtt_5_may_not_exceed_the_receive_maximum()
    {
        var peer = await _server.ConnectAsync(Mqtt5);
        await SendThreeAsync(peer, Mqtt5);

        await peer.SendAsync("32 08 0003 612F62 0004 00");

        await peer.ExpectAsync("E0 01 93");
        await peer.ExpectEndAsync();
    }

    [Fact]
    public async Task Mqtt_311_is_not_read_until_there_is_room_again()
    {
        var peer = await _server.ConnectAsync(Mqtt311);
        await SendThreeAsync(peer, Mqtt311);
        await peer.SendAsync("32 08 0003 612F62 0004 79 C0 00");
        PublishedMessage[] published = [await NextAsync(), await NextAsync(), await NextAsync()];

        published[0].Receipt.Complete(MqttReasonCode.Success);

        await peer.ExpectAsync("40 02 0001");
        Assert.Equal("y", (await NextAsync()).Text);
        await peer.ExpectAsync("D0 00");
    }

    [Fact]
    public async Task A_repeated_topic_is_the_same_string()
    {
        var peer = await _server.ConnectAsync(Mqtt5);
        await SendThreeAsync(peer, Mqtt5);

        Assert.Same((await NextAsync()).Message.Topic, (await NextAsync()).Message.Topic);
    }

    [Fact]
    public async Task Packets_wait_while_the_application_holds_one_back()
    {
        var gate = new TaskCompletionSource();
        _server.Application.Gate = gate.Task;
        var peer = await _server.ConnectAsync(Mqtt5);
        await SendThreeAsync(peer, Mqtt5);

        var first = await NextAsync();
        Assert.Equal(["publish c a/b"], await StoryAsync(1));
        first.Receipt.Complete(MqttReasonCode.Success);
        await peer.ExpectAsync("40 02 0001");
        gate.SetResult();

        Assert.Equal(["publish c a/b", "publish c a/b"], await StoryAsync(2));
    }

    [Fact]
    public async Task A_failure_of_the_application_ends_the_connection_and_no_other()
    {
        var other = await _server.ConnectAsync(Mqtt5, "other");
        var peer = await _server.ConnectAsync(Mqtt5);
        _server.Application.Failure = new IOException("broken");

        await peer.SendAsync("32 08 0003 612F62 0001 00");

        await peer.ExpectAsync("E0 01 83");
        await peer.ExpectEndAsync();
        Assert.Equal(["end c ServerClosed"], await StoryAsync(1));
        await other.PingAsync();
    }

    private static Task SendThreeAsync(TestPeer peer, MqttVersion version) => peer.SendAsync(string.Concat(
        Enumerable.Range(1, 3).Select(packetId => version == Mqtt5 ? $"32 08 0003 612F62 {packetId:X4} 00" : $"32 07 0003 612F62 {packetId:X4}")));

    private Task<PublishedMessage> NextAsync() => _server.Application.NextPublishAsync();

    private async Task<string[]> StoryAsync(int lines)
    {
        var story = new string[lines];
        for (var line = 0; line < lines; line++)
        {
            story[line] = await _server.Application.NextAsync();
        }

        return story;
    }
}
