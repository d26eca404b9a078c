using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Ingest;

/// <summary>
/// The bounded queue before the pipeline. Full, by messages or by bytes: whoever wants to submit waits for room first, so that nothing grows while the database is away.
/// </summary>
internal sealed class IntakeQueue(IngestOptions options) : IIntake
{
    /// <summary>How far the bound may be overstepped by threads that look at once; the channel itself never refuses.</summary>
    private const int Slack = 1_024;

    private readonly Channel<IntakeMessage> _messages =
        Channel.CreateBounded<IntakeMessage>(new BoundedChannelOptions(options.QueueMessages + Slack) { SingleReader = true });

    private readonly Lock _gate = new();
    private TaskCompletionSource? _room;
    private long _bytes;
    private int _count;
    private bool _isClosed;

    /// <summary>Messages that wait now.</summary>
    public int Count => _messages.Reader.Count;

    private bool HasRoom => Volatile.Read(ref _isClosed) || (Interlocked.Read(ref _bytes) < options.QueueBytes && Volatile.Read(ref _count) < options.QueueMessages);

    public ValueTask ReserveAsync(int payloadBytes, CancellationToken cancellationToken)
    {
        if (!HasRoom || Volatile.Read(ref _room) is not null)
        {
            return ReserveSlowlyAsync(payloadBytes, cancellationToken);
        }

        Take(payloadBytes);
        return ValueTask.CompletedTask;
    }

    public void Submit(IntakeMessage message)
    {
        if (!_messages.Writer.TryWrite(message))
        {
            // Closed: the platform is stopping.
            Release(message.PayloadBytes);
            message.Settle(IntakeOutcome.NotStored);
        }
    }

    /// <summary>Waits for the next message; false when the intake has been closed and is empty.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _messages.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes the next message, if there is one.</summary>
    public bool TryTake([NotNullWhen(true)] out IntakeMessage? message)
    {
        if (!_messages.Reader.TryRead(out message))
        {
            return false;
        }

        Release(message.PayloadBytes);
        return true;
    }

    /// <summary>Takes nothing more in; what waits is still handed out.</summary>
    public void Close()
    {
        Volatile.Write(ref _isClosed, true);
        _messages.Writer.TryComplete();
        WakeWaiting();
    }

    private void Take(int payloadBytes)
    {
        Interlocked.Add(ref _bytes, payloadBytes);
        Interlocked.Increment(ref _count);
    }

    private void Release(int payloadBytes)
    {
        Interlocked.Add(ref _bytes, -payloadBytes);
        Interlocked.Decrement(ref _count);
        if (Volatile.Read(ref _room) is not null && HasRoom)
        {
            WakeWaiting();
        }
    }

    private void WakeWaiting()
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            (room, _room) = (_room, null);
        }

        room?.SetResult();
    }

    /// <summary>Those who wait are woken together, but only as many take room as there is.</summary>
    private async ValueTask ReserveSlowlyAsync(int payloadBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (HasRoom)
                {
                    Take(payloadBytes);
                    return;
                }

                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
            }

            // Room may have come between the look and the note that somebody waits.
            if (HasRoom)
            {
                WakeWaiting();
            }

            await room.WaitAsync(cancellationToken);
        }
    }
}
