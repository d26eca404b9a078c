using System.IO.Pipelines;

namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>Collects the wish to end a connection from any thread; the first cause counts. The read loop sees it at once.</summary>
internal sealed class ConnectionClosing(PipeReader input, CancellationToken transportClosed) : IDisposable
{
    private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(transportClosed);
    private ConnectionCause? _cause;
    private Task _cancelling = Task.CompletedTask;

    /// <summary>Signalled when the connection is to end or has been lost.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The cause; null while the connection goes on.</summary>
    public ConnectionCause? Cause => Volatile.Read(ref _cause);

    /// <summary>Asks for the end. Never blocks: callbacks of <see cref="Token"/> run elsewhere.</summary>
    public void Request(ConnectionCause cause)
    {
        if (Interlocked.CompareExchange(ref _cause, cause, null) is not null)
        {
            return;
        }

        Volatile.Write(ref _cancelling, CancelAsync());
        input.CancelPendingRead();
    }

    /// <summary>Waits until the callbacks of <see cref="Token"/> have run.</summary>
    public Task FinishAsync() => Volatile.Read(ref _cancelling);

    public void Dispose() => _source.Dispose();

    private async Task CancelAsync()
    {
        try
        {
            await _source.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The connection has ended by itself at the same moment; there is nobody left to tell.
        }
    }
}
