using Xunit;

namespace MiyagiSensing.Conformance.Mqtt;

/// <summary>CONNECT and the life of a connection; statements of MQTT 3.1.1 are named (3.1.1), those of MQTT 5.0 by their number alone.</summary>
public sealed class ConnectConformanceTests(MqttServerFixture server) : IClassFixture<MqttServerFixture>
{
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_1_0_1_the_first_packet_must_be_a_CONNECT(byte version)
    {
        await using var client = await RawClient.OpenAsync(server.Port);

        await client.SendAsync(RawClient.Publish(version, "a", "b", 1));

        Assert.True(await client.IsClosedAsync());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_1_0_2_a_second_CONNECT_is_a_protocol_error(byte version)
    {
        await using var client = await RawClient.ConnectedAsync(server.Port, version, $"second-{version}");

        await client.SendAsync(RawClient.Connect(version, $"second-{version}", "right"));

        Assert.True(await client.IsClosedAsync());
    }

    [Fact]
    public async Task MQTT_3_1_2_2_an_unknown_protocol_version_is_answered_and_closed()
    {
        await using var client = await RawClient.OpenAsync(server.Port);

        await client.SendAsync(RawClient.Connect(6, "six", "right"));
        var connack = await client.ReadAsync();

        Assert.True(connack is [] or [0x20, 2, 0, 1] or [0x20, _, 0, 0x84, ..], Convert.ToHexString(connack));
        Assert.True(await client.IsClosedAsync());
    }

    [Fact]
    public async Task MQTT_3_1_2_3_of_3_1_1_the_reserved_flag_must_be_zero()
    {
        var connect = RawClient.Connect(4, "reserved", "right");
        connect[9] |= 1;
        await using var client = await RawClient.OpenAsync(server.Port);

        await client.SendAsync(connect);

        Assert.True(await client.IsClosedAsync());
    }

    [Theory]
    [InlineData(4, new byte[] { 0x20, 2, 0, 4 })]
    [InlineData(5, new byte[] { 0x20, 3, 0, 0x86, 0 })]
    public async Task MQTT_3_2_2_a_wrong_password_is_refused_with_the_versions_own_code(byte version, byte[] expected)
    {
        await using var client = await RawClient.OpenAsync(server.Port);

        await client.SendAsync(RawClient.Connect(version, "wrong", "wrong"));

        Assert.Equal(expected, await client.ReadAsync());
        Assert.True(await client.IsClosedAsync());
    }

    [Fact]
    public async Task MQTT_3_2_2_2_no_session_is_said_to_be_present_that_was_not_kept()
    {
        await using (var first = await RawClient.ConnectedAsync(server.Port, 4, "kept"))
        {
            await first.SendAsync(RawClient.Packet(0xE0, []));
            Assert.True(await first.IsClosedAsync());
        }

        await using var again = await RawClient.OpenAsync(server.Port);
        var connect = RawClient.Connect(4, "kept", "right");
        connect[9] &= 0xFD;
        await again.SendAsync(connect);

        Assert.Equal(new byte[] { 0x20, 2, 0, 0 }, await again.ReadAsync());
    }

    [Fact]
    public async Task MQTT_3_1_3_6_an_empty_client_identifier_is_replaced_and_told()
    {
        await using var client = await RawClient.OpenAsync(server.Port);

        await client.SendAsync(RawClient.Connect(5, "", "right"));
        var connack = await client.ReadAsync();

        Assert.Equal(0, connack[3]);
        Assert.Contains((byte)0x12, connack);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_1_4_3_a_second_client_of_the_same_identifier_takes_over(byte version)
    {
        await using var old = await RawClient.ConnectedAsync(server.Port, version, $"same-{version}");
        await using var young = await RawClient.ConnectedAsync(server.Port, version, $"same-{version}");

        Assert.True(await old.IsClosedAsync());
        await young.SendAsync(RawClient.Packet(0xC0, []));
        Assert.Equal(new byte[] { 0xD0, 0 }, await young.ReadAsync());
    }

    [Fact]
    public async Task MQTT_3_1_2_22_silence_of_one_and_a_half_keep_alives_ends_the_connection_and_sends_the_will()
    {
        await using var client = await RawClient.ConnectedAsync(server.Port, 4, "silent", keepAlive: 1, will: ("last/words", "gone"));

        Assert.True(await client.IsClosedAsync());
        await Eventually(() => server.Application.Received.Contains(("last/words", "gone", true)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MQTT_3_14_4_3_a_normal_DISCONNECT_discards_the_will(byte version)
    {
        await using var client = await RawClient.ConnectedAsync(server.Port, version, $"polite-{version}", will: ($"unsaid/{version}", "x"));
        var ends = server.Application.Ends.Count;

        await client.SendAsync(RawClient.Packet(0xE0, []));

        Assert.True(await client.IsClosedAsync());
        await Eventually(() => server.Application.Ends.Count > ends);
        Assert.DoesNotContain(server.Application.Received, message => message.Topic == $"unsaid/{version}");
    }

    [Fact]
    public async Task A_client_that_never_sends_its_CONNECT_is_closed()
    {
        await using var client = await RawClient.OpenAsync(server.Port);

        await client.SendAsync([0x10]);

        Assert.True(await client.IsClosedAsync());
    }

    [Fact]
    public async Task A_CONNECT_that_claims_to_be_huge_is_closed_before_it_has_come()
    {
        await using var client = await RawClient.OpenAsync(server.Port);

        await client.SendAsync([0x10, 0xFF, 0xFF, 0xFF, 0x7F]);

        Assert.True(await client.IsClosedAsync());
    }

    private static async Task Eventually(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        for (var i = 0; i < 1_000 && !condition(); i++)
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(condition());
    }
}
