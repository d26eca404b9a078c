using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;

namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>The time before anybody is authenticated: one CONNECT, within small bounds of size and time.</summary>
internal sealed class ConnectStage(ConnectionContext transport, ServerContext server)
{
    /// <summary>Waits for the CONNECT; null when none came and the connection is to be closed. What follows it stays in the pipe.</summary>
    public async Task<ConnectPacket?> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(server.Options.ConnectTimeout, server.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var input = transport.Transport.Input;
        try
        {
            while (true)
            {
                var result = await input.ReadAsync(either.Token);
                var outcome = TryRead(input, result, out var packet, out var malformation, out var type);
                if (outcome == MqttReadOutcome.Complete)
                {
                    return packet;
                }

                if (outcome == MqttReadOutcome.Malformed)
                {
                    server.Log.ConnectMalformed(transport.RemoteEndPoint, type, malformation);
                    server.Metrics.Refused("connect", malformation.ToReasonCode());
                    await AnswerVersionAsync(malformation, cancellationToken);
                    return null;
                }

                if (result.IsCompleted || result.IsCanceled)
                {
                    server.Log.NoConnect(transport.RemoteEndPoint);
                    return null;
                }
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            server.Log.ConnectTimedOut(transport.RemoteEndPoint, server.Options.ConnectTimeout);
            return null;
        }
    }

    private MqttReadOutcome TryRead(
        PipeReader input, ReadResult result, out ConnectPacket? packet, out MqttMalformation malformation, out MqttPacketType type)
    {
        packet = null;
        var consumed = result.Buffer.Start;
        var examined = result.Buffer.End;
        try
        {
            var outcome = MqttFrameReader.TryRead(result.Buffer, server.Options.MaximumConnectBytes, out var frame, out var frameEnd, out malformation);
            type = frame.Type;
            if (outcome != MqttReadOutcome.Complete)
            {
                return outcome;
            }

            if (type != MqttPacketType.Connect)
            {
                malformation = MqttMalformation.PacketTypeReserved;
                return MqttReadOutcome.Malformed;
            }

            if (!ConnectReader.TryRead(frame, out packet, out malformation))
            {
                return MqttReadOutcome.Malformed;
            }

            consumed = examined = frameEnd;
            return MqttReadOutcome.Complete;
        }
        finally
        {
            input.AdvanceTo(consumed, examined);
        }
    }

    // The only malformed CONNECT that is worth an answer, in the form that every version understands: MQTT-3.1.2-2 of 3.1.1, return code 1.
    private async Task AnswerVersionAsync(MqttMalformation malformation, CancellationToken cancellationToken)
    {
        if (malformation == MqttMalformation.ProtocolVersionUnsupported)
        {
            var answer = new ConnackPacket { ReasonCode = MqttReasonCode.UnsupportedProtocolVersion };
            ConnackWriter.Write(transport.Transport.Output, MqttVersion.Mqtt311, answer);
            await transport.Transport.Output.FlushAsync(cancellationToken);
        }
    }
}
