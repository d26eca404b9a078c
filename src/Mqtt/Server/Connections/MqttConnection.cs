using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>One network connection from its first byte to its end.</summary>
/// <remarks>
/// The way: (1) CONNECT within bounds, (2) terms that this server can serve, (3) the application's yes, (4) the end of an older connection with the same client
/// identifier, (5) CONNACK, (6) packets until there is a cause to end, (7) DISCONNECT, will, the application is told, the client identifier is free again.
/// </remarks>
internal sealed class MqttConnection(ConnectionContext transport, ServerContext server)
{
    public async Task RunAsync()
    {
        server.Metrics.ConnectionOpened();
        using var closing = new ConnectionClosing(transport.Transport.Input, transport.ConnectionClosed);
        try
        {
            var packet = await new ConnectStage(transport, server).ReceiveAsync(closing.Token);
            if (packet is not null)
            {
                await AdmitAsync(packet, closing);
            }
        }
        catch (Exception exception) when (TransportFailures.Is(exception))
        {
            server.Log.NoConnect(transport.RemoteEndPoint);
        }
        finally
        {
            await closing.FinishAsync();
            server.Metrics.ConnectionClosed();
        }
    }

    private async Task AdmitAsync(ConnectPacket packet, ConnectionClosing closing)
    {
        var assigned = packet.ClientId.Length == 0 ? "auto-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) : null;
        var clientId = assigned ?? packet.ClientId;
        var terms = SessionTerms.Decide(packet, server.Options);
        var decision = terms.Refusal == MqttReasonCode.Success
            ? await AskApplicationAsync(packet, clientId, closing.Token)
            : new ConnectDecision(terms.Refusal);
        if (decision.ReasonCode.IsFailure())
        {
            await RefuseAsync(packet.Version, decision, closing.Token);
            return;
        }

        var output = new ConnectionOutput(transport, server, closing, clientId, packet.Version);
        var session = new ServerSession(terms, output, closing, server)
        {
            ClientId = clientId,
            Identity = decision.Identity,
            ProtocolVersion = (byte)packet.Version,
            RemoteEndPoint = transport.RemoteEndPoint,
        };
        server.Metrics.SessionStarted();
        var cause = ConnectionCause.Lost;
        var entered = false;
        try
        {
            entered = await TakeOverAsync(session, closing.Token);
            if (!entered)
            {
                cause = ConnectionCause.Server(MqttReasonCode.ServerBusy);
                await RefuseAsync(packet.Version, new ConnectDecision(MqttReasonCode.ServerBusy), closing.Token);
                return;
            }

            server.Log.Connected(clientId, transport.RemoteEndPoint, packet.Version);
            output.Add(Render(buffer => ConnackWriter.Write(buffer, packet.Version, terms.Accept(packet, assigned, server.Options))).Span);
            cause = await ServeAsync(session, output, closing, terms.KeepAlive);
        }
        finally
        {
            closing.Request(cause);
            await output.CloseAsync(entered && cause.IsTold ? RenderDisconnect(packet.Version, cause.Reason) : default);
            await SayGoodbyeAsync(session, cause, entered ? packet.Will : null);
        }
    }

    private async Task<ConnectDecision> AskApplicationAsync(ConnectPacket packet, string clientId, CancellationToken cancellationToken)
    {
        var request = new ConnectRequest
        {
            ClientId = clientId,
            UserName = packet.UserName,
            Password = packet.Password,
            ProtocolVersion = (byte)packet.Version,
            WillTopic = packet.Will?.Topic,
            RemoteEndPoint = transport.RemoteEndPoint,
            ClientCertificate = transport.Features.Get<ITlsConnectionFeature>()?.ClientCertificate,
        };
        try
        {
            return await server.Application.ConnectAsync(request, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Who it is, is not proven yet; its identifier may be a person's.
            server.Log.ApplicationFailed(exception, $"{transport.RemoteEndPoint}", nameof(IMqttApplication.ConnectAsync));
            return new ConnectDecision(MqttReasonCode.ServerUnavailable);
        }
    }

    private async Task RefuseAsync(MqttVersion version, ConnectDecision decision, CancellationToken cancellationToken)
    {
        server.Log.ConnectRefused(transport.RemoteEndPoint, decision.ReasonCode);
        server.Metrics.Refused("connect", decision.ReasonCode);
        MqttProperties? properties = null;
        if (decision.ReasonText is { } text)
        {
            properties = new MqttProperties();
            properties.Add(MqttProperty.ReasonString, text);
        }

        ConnackWriter.Write(transport.Transport.Output, version, new ConnackPacket { ReasonCode = decision.ReasonCode, Properties = properties });
        await transport.Transport.Output.FlushAsync(cancellationToken);
    }

    /// <summary>Enters the session under its client identifier, after the end of an older one (MQTT-3.1.4-3); false when that takes too long.</summary>
    private async Task<bool> TakeOverAsync(ServerSession session, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(server.Options.TakeOverTimeout, server.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        while (!server.Sessions.TryAdd(session))
        {
            if (!server.Sessions.TryFind(session.ClientId, out var older))
            {
                continue;
            }

            older.Close(MqttReasonCode.SessionTakenOver);
            try
            {
                await ((ServerSession)older).Ended.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<ConnectionCause> ServeAsync(ServerSession session, ConnectionOutput output, ConnectionClosing closing, TimeSpan keepAlive)
    {
        var lifetime = transport.Features.Get<IConnectionLifetimeNotificationFeature>();
        using var stopping = lifetime?.ConnectionClosedRequested.Register(() => session.Close(MqttReasonCode.ServerShuttingDown));
        using var watch = new KeepAliveWatch(
            keepAlive, server.Clock, () => closing.Request(new ConnectionCause(ConnectionEnd.KeepAliveTimeout, MqttReasonCode.KeepAliveTimeout)));
        var dispatcher = new PacketDispatcher(session, output, closing, server);
        try
        {
            return await new PacketLoop(transport.Transport.Input, dispatcher, watch, closing, session, server.Options.MaximumPacketBytes).RunAsync();
        }
        catch (Exception exception)
        {
            server.Log.ApplicationFailed(exception, session.ClientId, nameof(IMqttApplication.PublishAsync));
            return ConnectionCause.Server(MqttReasonCode.ImplementationSpecificError);
        }
    }

    /// <summary>Hands the application the will, where due, and the news of the end; then the client identifier is free.</summary>
    private async Task SayGoodbyeAsync(ServerSession session, ConnectionCause cause, MqttWill? will)
    {
        using var timeout = new CancellationTokenSource(server.Options.FarewellTimeout, server.Clock);
        try
        {
            if (will is not null && cause.PublishesWill)
            {
                await CallAsync(session, nameof(IMqttApplication.PublishAsync), () => PublishWillAsync(session, will, timeout.Token));
            }

            await CallAsync(session, nameof(IMqttApplication.DisconnectedAsync), () => server.Application.DisconnectedAsync(session, cause.End, timeout.Token));
        }
        finally
        {
            server.Sessions.Remove(session);
            session.MarkEnded();
            server.Metrics.SessionEnded(cause.End, cause.Reason);
            server.Log.Ended(session.ClientId, cause.End, cause.Reason);
        }
    }

    private ValueTask PublishWillAsync(ServerSession session, MqttWill will, CancellationToken cancellationToken)
    {
        var message = new InboundMessage
        {
            Topic = will.Topic,
            Payload = new ReadOnlySequence<byte>(will.Payload),
            QualityOfService = will.QualityOfService,
            Retain = will.Retain,
            ContentType = will.Properties?.Text(MqttProperty.ContentType),
            IsWill = true,
        };
        return server.Application.PublishAsync(session, message, WillReceipt.Instance, cancellationToken);
    }

    private async ValueTask CallAsync(ServerSession session, string name, Func<ValueTask> call)
    {
        try
        {
            await call();
        }
        catch (Exception exception)
        {
            server.Log.ApplicationFailed(exception, session.ClientId, name);
        }
    }

    private static ReadOnlyMemory<byte> RenderDisconnect(MqttVersion version, MqttReasonCode reason) => version == MqttVersion.Mqtt5
        ? Render(buffer => ReasonPacketWriter.Write(buffer, version, new ReasonPacket(MqttPacketType.Disconnect, reason)))
        : default;

    private static ReadOnlyMemory<byte> Render(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        write(buffer);
        return buffer.WrittenMemory;
    }
}
