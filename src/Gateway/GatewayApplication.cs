using System.Diagnostics;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Gateway.Access;
using MiyagiSensing.Gateway.Decoding;
using MiyagiSensing.Gateway.Intake;
using MiyagiSensing.Gateway.Sessions;
using MiyagiSensing.Gateway.Topics;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Server;

namespace MiyagiSensing.Gateway;

/// <summary>What devices meet behind the MQTT server: who may connect, what they may say and hear. Every no is written down.</summary>
internal sealed class GatewayApplication(
    ConnectAuthority authority, OpenSessions sessions, PresenceQueue presence, MessageIntake intake, RefusalBook refusals, MissingValues missing, TimeProvider clock)
    : IMqttApplication
{
    public async ValueTask<ConnectDecision> ConnectAsync(ConnectRequest request, CancellationToken cancellationToken)
    {
        var (device, reason) = await authority.IdentifyAsync(request, cancellationToken);
        if (device is null)
        {
            return Refuse(reason, request);
        }

        var session = new DeviceSession(device.Device, device.Domain, request.RemoteEndPoint, missing, device.District);
        if (request.WillTopic is { } will && session.Topics.KindOf(will) == TopicKind.Forbidden)
        {
            return Refuse(RefusalReason.ForbiddenWill, request);
        }

        if (!sessions.TryOpen(request.ClientId, session))
        {
            return Refuse(RefusalReason.ClientIdentifierTaken, request);
        }

        var now = clock.GetUtcNow();
        presence.Add(new PresenceChange(session.Device, now, new DeviceOnline { Device = session.Device, At = now }));
        return new ConnectDecision(MqttReasonCode.Success, session);
    }

    public ValueTask PublishAsync(ClientSession session, InboundMessage message, PublishReceipt receipt, CancellationToken cancellationToken)
    {
        var device = IdentityOf(session);
        var kind = device.Topics.KindOf(message.Topic);
        if (kind != TopicKind.Forbidden)
        {
            return intake.TakeAsync(device, kind, message, receipt, cancellationToken);
        }

        refusals.Add(RefusalReason.ForbiddenPublish, device.Device, device.Address, message.Topic);
        receipt.Complete(MqttReasonCode.NotAuthorized);
        return ValueTask.CompletedTask;
    }

    public SubscribeDecision Subscribe(ClientSession session, string topicFilter, MqttQualityOfService requested)
    {
        var device = IdentityOf(session);
        if (!device.Topics.MaySubscribe(topicFilter))
        {
            refusals.Add(RefusalReason.ForbiddenSubscribe, device.Device, device.Address, topicFilter);
            return new SubscribeDecision(MqttReasonCode.NotAuthorized);
        }

        return new SubscribeDecision(requested switch
        {
            MqttQualityOfService.AtMostOnce => MqttReasonCode.Success,
            MqttQualityOfService.AtLeastOnce => MqttReasonCode.GrantedQoS1,
            MqttQualityOfService.ExactlyOnce => MqttReasonCode.GrantedQoS2,
            _ => throw new UnreachableException(),
        });
    }

    public ValueTask DisconnectedAsync(ClientSession session, ConnectionEnd end, CancellationToken cancellationToken)
    {
        var device = IdentityOf(session);
        if (sessions.Close(session.ClientId, device))
        {
            var now = clock.GetUtcNow();
            presence.Add(new PresenceChange(device.Device, now, new DeviceOffline { Device = device.Device, At = now, Reason = InWords(end) }));
        }

        return ValueTask.CompletedTask;
    }

    private ConnectDecision Refuse(RefusalReason reason, ConnectRequest request)
    {
        refusals.Add(reason, request.UserName, request.RemoteEndPoint, reason == RefusalReason.ForbiddenWill ? request.WillTopic : null);
        return new ConnectDecision(ConnectAuthority.AnswerTo(reason));
    }

    private static DeviceSession IdentityOf(ClientSession session) => (DeviceSession)session.Identity!;

    private static string InWords(ConnectionEnd end) => end switch
    {
        ConnectionEnd.ClientDisconnected => "disconnected",
        ConnectionEnd.ConnectionLost => "connection lost",
        ConnectionEnd.KeepAliveTimeout => "keep-alive timeout",
        ConnectionEnd.ProtocolError => "protocol error",
        ConnectionEnd.TakenOver => "taken over",
        ConnectionEnd.ServerClosed => "closed by the platform",
        _ => throw new UnreachableException(),
    };
}
