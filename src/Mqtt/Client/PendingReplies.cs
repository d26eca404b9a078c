namespace MiyagiSensing.Mqtt.Client;

/// <summary>The window of packets that wait for an answer: their identifiers, and who waits for each. Safe for any thread.</summary>
internal sealed class PendingReplies(int maximum) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _room = new(maximum);
    private readonly Dictionary<ushort, TaskCompletionSource<MqttReasonCode>> _waiting = [];
    private MqttReasonCode? _ended;
    private ushort _last;

    /// <summary>Waits for room and takes a free identifier; the reply task completes with the answer to it.</summary>
    /// <exception cref="MqttConnectionEndedException">The connection has ended.</exception>
    public async ValueTask<(ushort PacketId, Task<MqttReasonCode> Reply)> AddAsync(CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        var reply = new TaskCompletionSource<MqttReasonCode>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_ended is { } reason)
            {
                throw new MqttConnectionEndedException(reason);
            }

            do
            {
                _last = _last == ushort.MaxValue ? (ushort)1 : (ushort)(_last + 1);
            }
            while (!_waiting.TryAdd(_last, reply));

            return (_last, reply.Task);
        }
    }

    /// <summary>Hands an answer to who waits for it and makes room; ignores answers that nobody waits for.</summary>
    public void Complete(ushort packetId, MqttReasonCode reason)
    {
        if (TryRemove(packetId, out var reply))
        {
            reply!.SetResult(reason);
            _room.Release();
        }
    }

    /// <summary>Makes room for a packet that was not written after all.</summary>
    public void Abandon(ushort packetId)
    {
        if (TryRemove(packetId, out _))
        {
            _room.Release();
        }
    }

    /// <summary>Fails all that wait for an answer or for room, and all that come.</summary>
    public void End(MqttReasonCode reason)
    {
        List<TaskCompletionSource<MqttReasonCode>> left;
        lock (_gate)
        {
            _ended = reason;
            left = [.. _waiting.Values];
            _waiting.Clear();
        }

        foreach (var reply in left)
        {
            reply.SetException(new MqttConnectionEndedException(reason));

            // Whoever published may have been cancelled and gone; a failure that nobody looks at is none.
            _ = reply.Task.Exception;
        }

        // More than can ever wait: nobody waits for room any more.
        _room.Release(int.MaxValue / 2);
    }

    public void Dispose() => _room.Dispose();

    private bool TryRemove(ushort packetId, out TaskCompletionSource<MqttReasonCode>? reply)
    {
        lock (_gate)
        {
            return _waiting.Remove(packetId, out reply);
        }
    }
}
