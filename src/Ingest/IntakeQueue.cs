using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Ingest;

/// <summary>
/// The bounded queue before the pipeline. Full, by messages or by bytes: submitting waits, so that nothing grows while the database is away.
/// </summary>
internal sealed class IntakeQueue(IngestOptions options) : IIntake
{
    private readonly Channel<IntakeMessage> _messages = Channel.CreateBounded<IntakeMessage>(
        new BoundedChannelOptions(options.QueueMessages) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Lock _gate = new();
    private TaskCompletionSource? _room;
    private long _bytes;

    /// <summary>Messages that wait now.</summary>
    public int Count => _messages.Reader.Count;

    public ValueTask SubmitAsync(IntakeMessage message, CancellationToken cancellationToken) =>
        Interlocked.Read(ref _bytes) < options.QueueBytes && TryWrite(message)
            ? ValueTask.CompletedTask
            : SubmitSlowlyAsync(message, cancellationToken);

    /// <summary>Waits for the next message; false when the intake has been closed and is empty.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _messages.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes the next message, if there is one.</summary>
    public bool TryTake([NotNullWhen(true)] out IntakeMessage? message)
    {
        if (!_messages.Reader.TryRead(out message))
        {
            return false;
        }

        if (Interlocked.Add(ref _bytes, -message.PayloadBytes) < options.QueueBytes && Volatile.Read(ref _room) is not null)
        {
            lock (_gate)
            {
                _room?.SetResult();
                _room = null;
            }
        }

        return true;
    }

    /// <summary>Takes nothing more in; what waits is still handed out.</summary>
    public void Close() => _messages.Writer.TryComplete();

    private bool TryWrite(IntakeMessage message)
    {
        Interlocked.Add(ref _bytes, message.PayloadBytes);
        if (_messages.Writer.TryWrite(message))
        {
            return true;
        }

        Interlocked.Add(ref _bytes, -message.PayloadBytes);
        return false;
    }

    private async ValueTask SubmitSlowlyAsync(IntakeMessage message, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
            }

            if (Interlocked.Read(ref _bytes) < options.QueueBytes)
            {
                break;
            }

            await room.WaitAsync(cancellationToken);
        }

        Interlocked.Add(ref _bytes, message.PayloadBytes);
        try
        {
            await _messages.Writer.WriteAsync(message, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            Interlocked.Add(ref _bytes, -message.PayloadBytes);
            message.Settle(IntakeOutcome.NotStored);
        }
    }
}
