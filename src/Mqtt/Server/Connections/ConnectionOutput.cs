using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;

namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>
/// All that goes out on one connection. Any thread may add; only <see cref="Drain"/> writes to the pipe, and never while a flush is pending. What waits meanwhile is
/// bounded: PUBACKs by the window, everything else by <see cref="MqttServerOptions.MaximumWaitingOutputBytes"/>.
/// </summary>
internal sealed class ConnectionOutput(ConnectionContext transport, ServerContext server, ConnectionClosing closing, string clientId, MqttVersion version)
{
    private const int AcknowledgementsAtOnce = 64;

    private readonly Lock _gate = new();
    private readonly PipeWriter _pipe = transport.Transport.Output;
    private readonly ArrayBufferWriter<byte> _waiting = new();
    private Task _slowFlush = Task.CompletedTask;
    private bool _isFlushing;
    private bool _isClosed;
    private int _isQueued;

    public AcknowledgementWindow Acknowledgements { get; } = new(server.Options.ReceiveMaximum);

    /// <summary>Puts the connection on the drain's list, unless it is there already.</summary>
    public void RequestDrain()
    {
        if (Interlocked.Exchange(ref _isQueued, 1) == 0)
        {
            server.Drain.Enqueue(this);
        }
    }

    /// <summary>Adds whole packets; false when too much is waiting already or the connection has ended.</summary>
    public bool TryAdd(ReadOnlySpan<byte> packets)
    {
        lock (_gate)
        {
            if (_isClosed || _waiting.WrittenCount + packets.Length > server.Options.MaximumWaitingOutputBytes)
            {
                return false;
            }

            _waiting.Write(packets);
        }

        RequestDrain();
        return true;
    }

    /// <summary>Adds a packet that the protocol owes the client; where it does not fit, the client is cut off.</summary>
    public void Add(ReadOnlySpan<byte> packet)
    {
        if (!TryAdd(packet))
        {
            server.Log.OutputOverflowed(clientId, server.Options.MaximumWaitingOutputBytes);
            closing.Request(ConnectionCause.Protocol(MqttReasonCode.QuotaExceeded));
        }
    }

    /// <summary>Writes what is ready and flushes once. Does not block: a flush that the client's reading holds up goes on by itself.</summary>
    public void Drain()
    {
        // Before looking: whatever becomes ready from here on queues the connection again.
        Interlocked.Exchange(ref _isQueued, 0);
        lock (_gate)
        {
            if (_isFlushing || _isClosed || !WriteReady())
            {
                return;
            }

            var flush = _pipe.FlushAsync(CancellationToken.None);
            if (!flush.IsCompletedSuccessfully)
            {
                _isFlushing = true;
                _slowFlush = FinishFlushAsync(flush);
            }
        }
    }

    /// <summary>Sends what is ready and then <paramref name="last"/>, waiting at most <see cref="MqttServerOptions.CloseTimeout"/>; nothing leaves afterwards.</summary>
    public async Task CloseAsync(ReadOnlyMemory<byte> last)
    {
        TryAdd(last.Span);
        Drain();
        Task slowFlush;
        lock (_gate)
        {
            slowFlush = _slowFlush;
        }

        try
        {
            await slowFlush.WaitAsync(server.Options.CloseTimeout, server.Clock);
        }
        catch (TimeoutException)
        {
            transport.Abort(new ConnectionAbortedException("The client does not read."));
            await slowFlush;
        }

        lock (_gate)
        {
            _isClosed = true;
        }
    }

    private async Task FinishFlushAsync(ValueTask<FlushResult> pending)
    {
        try
        {
            while (true)
            {
                var flushed = await pending.AsTask().WaitAsync(server.Options.OutputStallTimeout, server.Clock);
                lock (_gate)
                {
                    if (flushed.IsCompleted || !WriteReady())
                    {
                        _isFlushing = false;
                        return;
                    }

                    pending = _pipe.FlushAsync(CancellationToken.None);
                }
            }
        }
        catch (TimeoutException)
        {
            server.Log.OutputStalled(clientId, server.Options.OutputStallTimeout);
            closing.Request(ConnectionCause.Protocol(MqttReasonCode.UnspecifiedError));
            transport.Abort(new ConnectionAbortedException("The client does not read."));
        }
        catch (Exception exception) when (TransportFailures.Is(exception))
        {
            // The read loop meets the same failure and ends the connection.
        }
    }

    private bool WriteReady()
    {
        var wrote = WriteAcknowledgements();
        if (_waiting.WrittenCount > 0)
        {
            _pipe.Write(_waiting.WrittenSpan);
            _waiting.ResetWrittenCount();
            wrote = true;
        }

        return wrote;
    }

    private bool WriteAcknowledgements()
    {
        Span<(ushort PacketId, MqttReasonCode Reason)> ready = stackalloc (ushort, MqttReasonCode)[AcknowledgementsAtOnce];
        var total = 0;
        int number;
        do
        {
            number = Acknowledgements.TakeCompleted(ready);
            if (number == 0)
            {
                break;
            }

            var span = _pipe.GetSpan(number * AcknowledgementWriter.MaximumBytes);
            var position = 0;
            foreach (var (packetId, reason) in ready[..number])
            {
                if (reason.IsFailure())
                {
                    server.Metrics.Refused("publish", reason);
                    if (version == MqttVersion.Mqtt311)
                    {
                        // MQTT 3.1.1 cannot refuse a message: no PUBACK, neither for this one nor for those behind it (MQTT-3.3.5-2).
                        closing.Request(ConnectionCause.Server(reason));
                        _isClosed = true;
                        break;
                    }
                }

                position += AcknowledgementWriter.Write(span[position..], MqttPacketType.Puback, version, packetId, reason);
                total++;
            }

            _pipe.Advance(position);
        }
        while (number == ready.Length && !_isClosed);

        if (total > 0)
        {
            server.Metrics.Acknowledged(total);
        }

        return total > 0;
    }
}
