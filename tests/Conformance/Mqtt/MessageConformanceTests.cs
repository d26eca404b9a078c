using Xunit;

namespace MiyagiSensing.Conformance.Mqtt;

/// <summary>PUBLISH, SUBSCRIBE, UNSUBSCRIBE and PINGREQ.</summary>
public sealed class MessageConformanceTests(MqttServerFixture server) : IClassFixture<MqttServerFixture>
{
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_4_6_0_2_PUBACKs_leave_in_the_order_of_the_PUBLISHes_whatever_the_application_does(byte version)
    {
        await using var client = await RawClient.ConnectedAsync(server.Port, version, $"order-{version}");
        await client.SendAsync(RawClient.Publish(version, "later/a", "1", 11), RawClient.Publish(version, "later/a", "2", 12), RawClient.Publish(version, "later/a", "3", 13));
        await client.SendAsync(RawClient.Packet(0xC0, []));
        Assert.Equal(0xD0, (await client.ReadAsync())[0]);

        server.Application.CompleteBackwards();

        List<byte> order = [];
        for (var i = 0; i < 3; i++)
        {
            order.Add((await client.ReadAsync())[3]);
        }

        Assert.Equal(new byte[] { 11, 12, 13 }, order);
    }

    [Fact]
    public async Task MQTT_3_3_5_2_a_forbidden_PUBLISH_is_answered_0x87_in_5_0()
    {
        await using var client = await RawClient.ConnectedAsync(server.Port, 5, "forbidden-5");

        await client.SendAsync(RawClient.Publish(5, "forbidden/x", "1", 7));

        var puback = await client.ReadAsync();
        Assert.Equal((0x40, 0x87), (puback[0], puback[4]));
    }

    [Fact]
    public async Task MQTT_3_3_5_2_of_3_1_1_a_forbidden_PUBLISH_closes_the_connection()
    {
        await using var client = await RawClient.ConnectedAsync(server.Port, 4, "forbidden-4");

        await client.SendAsync(RawClient.Publish(4, "forbidden/x", "1", 7));

        Assert.Empty(await client.ReadAsync());
    }

    [Theory]
    [InlineData(4, "a/+")]
    [InlineData(5, "a/#")]
    [InlineData(5, "a\0b")]
    public async Task MQTT_3_3_2_2_a_topic_name_holds_no_wildcard_and_no_NUL(byte version, string topic)
    {
        await using var client = await RawClient.ConnectedAsync(server.Port, version, $"wild-{version}-{topic.Length}{topic[^1]:x}");

        await client.SendAsync(RawClient.Publish(version, topic, "1", 7));

        Assert.True(await client.IsClosedAsync());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_3_1_4_a_QoS_of_three_is_malformed(byte version)
    {
        await using var client = await RawClient.ConnectedAsync(server.Port, version, $"three-{version}");
        var publish = RawClient.Publish(version, "a", "1", 7);
        publish[0] = 0x36;

        await client.SendAsync(publish);

        Assert.True(await client.IsClosedAsync());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_8_4_a_SUBSCRIBE_is_answered_filter_by_filter_and_messages_follow(byte version)
    {
        await using var client = await RawClient.ConnectedAsync(server.Port, version, $"subscriber-{version}");
        await client.SendAsync(RawClient.Subscribe(version, 9, ($"news{version}/+", 1), ("forbidden/x", 0)));

        var suback = await client.ReadAsync();
        Assert.Equal(0x90, suback[0]);
        Assert.Equal([1, version == 5 ? (byte)0x87 : (byte)0x80], suback[^2..]);

        await client.SendAsync(RawClient.Publish(version, $"news{version}/today", "rain", 10));
        byte[][] answers = [await client.ReadAsync(), await client.ReadAsync()];
        Assert.Contains(answers, packet => packet[0] == 0x40);
        Assert.Contains(answers, packet => (packet[0] & 0xF0) == 0x30 && packet.AsSpan()[^4..].SequenceEqual("rain"u8));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_8_3_a_SUBSCRIBE_without_a_filter_is_a_protocol_error(byte version)
    {
        await using var client = await RawClient.ConnectedAsync(server.Port, version, $"nothing-{version}");

        await client.SendAsync(RawClient.Subscribe(version, 9));

        Assert.True(await client.IsClosedAsync());
    }

    [Fact]
    public async Task MQTT_3_10_4_after_UNSUBSCRIBE_nothing_more_comes()
    {
        await using var client = await RawClient.ConnectedAsync(server.Port, 4, "unsubscriber");
        await client.SendAsync(RawClient.Subscribe(4, 1, ("quiet/x", 0)));
        await client.ReadAsync();

        await client.SendAsync(RawClient.Packet(0xA2, [0, 2, .. RawClient.Text("quiet/x")]));
        Assert.Equal(new byte[] { 0xB0, 2, 0, 2 }, await client.ReadAsync());
        await client.SendAsync(RawClient.Publish(4, "quiet/x", "1", 3), RawClient.Packet(0xC0, []));

        byte[] kinds = [(await client.ReadAsync())[0], (await client.ReadAsync())[0]];
        Assert.Equal(new byte[] { 0x40, 0xD0 }, kinds.Order());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_2_1_3_reserved_flags_close_the_connection(byte version)
    {
        await using var client = await RawClient.ConnectedAsync(server.Port, version, $"flags-{version}");

        await client.SendAsync([0xC1, 0]);

        Assert.True(await client.IsClosedAsync());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_2_2_1_a_QoS_1_PUBLISH_needs_a_packet_identifier_that_is_not_zero(byte version)
    {
        await using var client = await RawClient.ConnectedAsync(server.Port, version, $"zero-{version}");

        await client.SendAsync(RawClient.Publish(version, "a", "1", 0));

        Assert.True(await client.IsClosedAsync());
    }
}
