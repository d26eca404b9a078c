using System.Text;
using System.Threading.Channels;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Server;
using Xunit;

namespace MiyagiSensing.Unit.Mqtt.Server;

/// <summary>An application that lets everybody in, remembers everything and completes a receipt only when a test does.</summary>
internal sealed class FakeApplication : IMqttApplication
{
    private readonly Channel<PublishedMessage> _published = Channel.CreateBounded<PublishedMessage>(10_000);
    private readonly Channel<string> _story = Channel.CreateBounded<string>(10_000);

    public ConnectDecision Decision { get; set; } = new(MqttReasonCode.Success);

    public MqttReasonCode? SubscribeRefusal { get; set; }

    /// <summary>What PublishAsync waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public Exception? Failure { get; set; }

    public ConnectRequest? LastRequest { get; private set; }

    public ValueTask<ConnectDecision> ConnectAsync(ConnectRequest request, CancellationToken cancellationToken)
    {
        LastRequest = request;
        Tell($"connect {request.ClientId}");
        return ValueTask.FromResult(Decision with { Identity = $"identity of {request.ClientId}" });
    }

    public async ValueTask PublishAsync(ClientSession session, InboundMessage message, PublishReceipt receipt, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        Tell($"{(message.IsWill ? "will" : "publish")} {session.ClientId} {message.Topic}");
        Assert.True(_published.Writer.TryWrite(new PublishedMessage(session, message, Encoding.UTF8.GetString(message.Payload), receipt)));
        await Gate.WaitAsync(cancellationToken);
    }

    public SubscribeDecision Subscribe(ClientSession session, string topicFilter, MqttQualityOfService requested) =>
        new(SubscribeRefusal ?? (MqttReasonCode)requested);

    public ValueTask DisconnectedAsync(ClientSession session, ConnectionEnd end, CancellationToken cancellationToken)
    {
        Tell($"end {session.ClientId} {end}");
        return ValueTask.CompletedTask;
    }

    public async Task<PublishedMessage> NextPublishAsync() => await Patience.For(_published.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask());

    /// <summary>The next thing that the application was told.</summary>
    public async Task<string> NextAsync() => await Patience.For(_story.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask());

    private void Tell(string line) => Assert.True(_story.Writer.TryWrite(line));
}
