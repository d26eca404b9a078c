using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Server;

namespace MiyagiSensing.Conformance.Mqtt;

/// <summary>
/// Lets everybody in whose password is "right", refuses topics below "forbidden/", holds back acknowledgements of topics below "later/" until told, and sends every other message to
/// all sessions that subscribed to it.
/// </summary>
internal sealed class EchoApplication(MqttSessions sessions) : IMqttApplication
{
    private readonly ConcurrentQueue<PublishReceipt> _later = new();

    public ConcurrentQueue<(string Topic, string Payload, bool IsWill)> Received { get; } = new();

    public ConcurrentQueue<ConnectionEnd> Ends { get; } = new();

    public ValueTask<ConnectDecision> ConnectAsync(ConnectRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(
        request.Password is { } password && password.Span.SequenceEqual("right"u8)
            ? new ConnectDecision(MqttReasonCode.Success, request.ClientId)
            : new ConnectDecision(MqttReasonCode.BadUserNameOrPassword));

    public ValueTask PublishAsync(ClientSession session, InboundMessage message, PublishReceipt receipt, CancellationToken cancellationToken)
    {
        var payload = message.Payload.ToArray();
        if (message.Topic.StartsWith("forbidden/", StringComparison.Ordinal))
        {
            receipt.Complete(MqttReasonCode.NotAuthorized);
            return ValueTask.CompletedTask;
        }

        Received.Enqueue((message.Topic, Encoding.UTF8.GetString(payload), message.IsWill));
        if (message.Topic.StartsWith("later/", StringComparison.Ordinal))
        {
            _later.Enqueue(receipt);
            return ValueTask.CompletedTask;
        }

        foreach (var other in sessions.Snapshot())
        {
            other.TrySend(message.Topic, payload, message.QualityOfService);
        }

        receipt.Complete(MqttReasonCode.Success);
        return ValueTask.CompletedTask;
    }

    public SubscribeDecision Subscribe(ClientSession session, string topicFilter, MqttQualityOfService requested) =>
        topicFilter.StartsWith("forbidden/", StringComparison.Ordinal)
            ? new SubscribeDecision(MqttReasonCode.NotAuthorized)
            : new SubscribeDecision(requested == MqttQualityOfService.AtMostOnce ? MqttReasonCode.Success : MqttReasonCode.GrantedQoS1);

    public ValueTask DisconnectedAsync(ClientSession session, ConnectionEnd end, CancellationToken cancellationToken)
    {
        Ends.Enqueue(end);
        return ValueTask.CompletedTask;
    }

    /// <summary>Completes what was held back, last first.</summary>
    public void CompleteBackwards()
    {
        foreach (var receipt in _later.Reverse())
        {
            receipt.Complete(MqttReasonCode.Success);
        }

        _later.Clear();
    }
}
