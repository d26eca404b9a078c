using System.Buffers;
using System.IO.Pipelines;

namespace MiyagiSensing.Mqtt.Client;

/// <summary>What goes out on a client's connection: any thread writes whole packets, one loop sends what has gathered.</summary>
internal sealed class ClientOutput(Stream stream) : IDisposable
{
    // The pipe's own bound of 64 KiB is the back-pressure.
    private readonly Pipe _pipe = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _isCompleted;

    /// <summary>Writes one packet; waits while the socket takes nothing.</summary>
    /// <exception cref="MqttConnectionEndedException">The connection has ended.</exception>
    public async ValueTask WriteAsync<TPacket>(TPacket packet, Action<IBufferWriter<byte>, TPacket> write, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_isCompleted)
            {
                throw new MqttConnectionEndedException(MqttReasonCode.Success);
            }

            write(_pipe.Writer, packet);

            // Not cancellable: the packet is already in the pipe.
            var flushed = await _pipe.Writer.FlushAsync(CancellationToken.None);
            if (flushed.IsCompleted)
            {
                throw new MqttConnectionEndedException(MqttReasonCode.UnspecifiedError);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Lets the send loop end after what is already written.</summary>
    public async Task CompleteAsync()
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            _isCompleted = true;
            await _pipe.Writer.CompleteAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Sends until completed, cancelled or the stream fails; the failure is the caller's.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var result = await _pipe.Reader.ReadAsync(cancellationToken);
                foreach (var segment in result.Buffer)
                {
                    await stream.WriteAsync(segment, cancellationToken);
                }

                _pipe.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    return;
                }
            }
        }
        finally
        {
            await _pipe.Reader.CompleteAsync();
        }
    }

    public void Dispose() => _gate.Dispose();
}
