using System.Text;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Client;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Server;
using MiyagiSensing.Unit.Mqtt.Server;
using Xunit;
using static MiyagiSensing.Mqtt.Codec.MqttVersion;

namespace MiyagiSensing.Unit.Mqtt.Client;

public sealed class MqttClientTests : IAsyncLifetime
{
    private readonly KestrelFixture _kestrel = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _kestrel.InitializeAsync();

    public ValueTask DisposeAsync() => _kestrel.DisposeAsync();

    [Theory]
    [InlineData(Mqtt311)]
    [InlineData(Mqtt5)]
    public async Task A_publish_at_qos_1_completes_on_the_puback(MqttVersion version)
    {
        await using var client = await _kestrel.ConnectAsync(version);

        var publishing = client.PublishAsync("a/b", "x"u8.ToArray(), MqttQualityOfService.AtLeastOnce, Cancellation);
        var published = await _kestrel.Application.NextPublishAsync();
        Assert.False(publishing.IsCompleted);
        published.Receipt.Complete(MqttReasonCode.Success);

        Assert.Equal(MqttReasonCode.Success, await Patience.For(publishing));
        Assert.Equal(("a/b", "x"), (published.Message.Topic, published.Text));
    }

    [Fact]
    public async Task A_publish_that_is_refused_returns_the_reason()
    {
        await using var client = await _kestrel.ConnectAsync(Mqtt5);

        var publishing = client.PublishAsync("a", default, MqttQualityOfService.AtLeastOnce, Cancellation);
        (await _kestrel.Application.NextPublishAsync()).Receipt.Complete(MqttReasonCode.NotAuthorized);

        Assert.Equal(MqttReasonCode.NotAuthorized, await Patience.For(publishing));
    }

    [Fact]
    public async Task No_more_than_the_servers_receive_maximum_are_on_their_way()
    {
        await using var client = await _kestrel.ConnectAsync(Mqtt5);
        Assert.Equal(50, client.MaximumInFlight);

        var publishing = Enumerable.Range(0, 500)
            .Select(number => client.PublishAsync("a", Encoding.UTF8.GetBytes($"{number}"), MqttQualityOfService.AtLeastOnce, Cancellation))
            .ToList();
        var seen = new HashSet<string>();
        for (var number = 0; number < 500; number++)
        {
            var published = await _kestrel.Application.NextPublishAsync();
            seen.Add(published.Text);
            published.Receipt.Complete(MqttReasonCode.Success);
        }

        Assert.All(await Patience.For(Task.WhenAll(publishing)), reason => Assert.Equal(MqttReasonCode.Success, reason));
        Assert.Equal(500, seen.Count);
        Assert.False(client.Closed.IsCompleted);
    }

    [Theory]
    [InlineData(Mqtt311)]
    [InlineData(Mqtt5)]
    public async Task A_subscription_brings_messages_and_acknowledges_them(MqttVersion version)
    {
        await using var client = await _kestrel.ConnectAsync(version);
        Assert.Equal(MqttReasonCode.GrantedQoS1, await client.SubscribeAsync("a/#", MqttQualityOfService.AtLeastOnce, Cancellation));
        await client.PublishAsync("to/the/application", default, MqttQualityOfService.AtMostOnce, Cancellation);
        var session = (await _kestrel.Application.NextPublishAsync()).Session;

        // More than fit into the server's window, so that the test ends only if they are acknowledged.
        for (var number = 0; number < 200; number++)
        {
            Assert.True(session.TrySend("a/b", Encoding.UTF8.GetBytes($"{number}"), MqttQualityOfService.AtLeastOnce));
            var message = await Patience.For(client.Messages.ReadAsync(Cancellation).AsTask());
            Assert.Equal(("a/b", $"{number}"), (message.Topic, Encoding.UTF8.GetString(message.Payload.Span)));
            await PingPongAsync(client);
        }
    }

    [Theory]
    [InlineData(Mqtt311)]
    [InlineData(Mqtt5)]
    public async Task A_refused_connection_says_why(MqttVersion version)
    {
        _kestrel.Application.Decision = new ConnectDecision(MqttReasonCode.BadUserNameOrPassword);

        var refusal = await Assert.ThrowsAsync<MqttConnectRefusedException>(() => _kestrel.ConnectAsync(version));

        Assert.Equal(MqttReasonCode.BadUserNameOrPassword, refusal.ReasonCode);
    }

    [Fact]
    public async Task A_polite_end_discards_the_will()
    {
        await using var client = await _kestrel.ConnectAsync(Mqtt311, will: new() { Topic = "gone" });

        await client.DisconnectAsync(Cancellation);

        Assert.Equal(MqttReasonCode.Success, await client.Closed);
        Assert.Equal("connect c", await _kestrel.Application.NextAsync());
        Assert.Equal("end c ClientDisconnected", await _kestrel.Application.NextAsync());
        await Assert.ThrowsAsync<MqttConnectionEndedException>(
            () => client.PublishAsync("a", default, MqttQualityOfService.AtLeastOnce, Cancellation));
    }

    [Fact]
    public async Task An_abrupt_end_leaves_the_will()
    {
        var client = await _kestrel.ConnectAsync(Mqtt5, will: new() { Topic = "gone" });

        await client.DisposeAsync();

        Assert.Equal("connect c", await _kestrel.Application.NextAsync());
        Assert.Equal("will c gone", await _kestrel.Application.NextAsync());
        Assert.Equal("end c ConnectionLost", await _kestrel.Application.NextAsync());
    }

    [Fact]
    public async Task A_publish_without_answer_fails_when_the_server_ends_the_connection()
    {
        await using var client = await _kestrel.ConnectAsync(Mqtt5);
        var publishing = client.PublishAsync("a", default, MqttQualityOfService.AtLeastOnce, Cancellation);
        var published = await _kestrel.Application.NextPublishAsync();

        published.Session.Close(MqttReasonCode.AdministrativeAction);

        var failure = await Assert.ThrowsAsync<MqttConnectionEndedException>(() => Patience.For(publishing));
        Assert.Equal(MqttReasonCode.AdministrativeAction, failure.ReasonCode);
        Assert.Equal(MqttReasonCode.AdministrativeAction, await Patience.For(client.Closed));
    }

    [Fact]
    public async Task A_stop_of_the_host_ends_its_connections_with_the_reason()
    {
        await using var client = await _kestrel.ConnectAsync(Mqtt5);
        await PingPongAsync(client);

        await Patience.For(_kestrel.StopAsync());

        Assert.Equal(MqttReasonCode.ServerShuttingDown, await Patience.For(client.Closed));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up_in_time()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;

        await Assert.ThrowsAsync<TimeoutException>(() => MqttClient.ConnectAsync(
            new() { Host = "127.0.0.1", Port = port, ConnectTimeout = TimeSpan.FromMilliseconds(50) }, Cancellation));
    }

    /// <summary>One exchange after which everything that the client sent before has been seen.</summary>
    private async Task PingPongAsync(MqttClient client)
    {
        var publishing = client.PublishAsync("ping", default, MqttQualityOfService.AtLeastOnce, Cancellation);
        (await _kestrel.Application.NextPublishAsync()).Receipt.Complete(MqttReasonCode.Success);
        await Patience.For(publishing);
    }
}
