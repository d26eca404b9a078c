using System.Buffers;
using System.IO.Pipelines;
using MiyagiSensing.Mqtt.Codec;

namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>Reads one connection from CONNECT to its end and hands each packet on. Whatever one read delivers is dealt with before the next.</summary>
internal sealed class PacketLoop(
    PipeReader input, PacketDispatcher dispatcher, KeepAliveWatch keepAlive, ConnectionClosing closing, ServerSession session, int maximumPacketBytes)
{
    /// <summary>Runs until the connection ends and says why. Failures of the transport end it as lost; what the application throws is passed on.</summary>
    public async Task<ConnectionCause> RunAsync()
    {
        var hadPacket = true;
        while (true)
        {
            ReadResult result;
            keepAlive.StartReading(hadPacket);
            try
            {
                result = await input.ReadAsync(CancellationToken.None);
            }
            catch (Exception exception) when (TransportFailures.Is(exception))
            {
                return closing.Cause ?? ConnectionCause.Lost;
            }

            keepAlive.StopReading();
            try
            {
                hadPacket = await ReadPacketsAsync(result.Buffer);
            }
            catch (OperationCanceledException) when (closing.Token.IsCancellationRequested)
            {
                return closing.Cause ?? ConnectionCause.Lost;
            }

            if (closing.Cause is { } cause)
            {
                return cause;
            }

            if (result.IsCompleted)
            {
                return ConnectionCause.Lost;
            }
        }
    }

    private async ValueTask<bool> ReadPacketsAsync(ReadOnlySequence<byte> buffer)
    {
        var rest = buffer;
        try
        {
            while (closing.Cause is null && TryReadFrame(ref rest, out var frame))
            {
                var handled = dispatcher.DispatchAsync(frame);
                if (!handled.IsCompletedSuccessfully)
                {
                    await handled;
                }
            }
        }
        finally
        {
            dispatcher.ReportReceived();
            input.AdvanceTo(rest.Start, rest.End);
        }

        return rest.Length < buffer.Length;
    }

    private bool TryReadFrame(ref ReadOnlySequence<byte> rest, out MqttFrame frame)
    {
        switch (MqttFrameReader.TryRead(rest, maximumPacketBytes, out frame, out var consumed, out var malformation))
        {
            case MqttReadOutcome.Complete:
                rest = rest.Slice(consumed);
                return true;
            case MqttReadOutcome.Malformed:
                session.CloseMalformed((MqttPacketType)(rest.FirstSpan[0] >> 4), malformation);
                return false;
            default:
                return false;
        }
    }
}
