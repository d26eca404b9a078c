namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>
/// The QoS 1 messages of one connection that wait for their PUBACK, in the order in which they came. They leave from the front only, so that PUBACKs keep the order
/// of the PUBLISHes (MQTT-4.6.0-2) although the application completes in any order. One thread adds, another takes; both may do so at once.
/// </summary>
internal sealed class AcknowledgementWindow(int capacity)
{
    private readonly Lock _gate = new();
    private PublishAcknowledgement?[] _ring = new PublishAcknowledgement?[Math.Min(16, capacity)];
    private int _first;
    private int _count;
    private TaskCompletionSource? _roomAwaited;

    /// <summary>Adds a message at the end; false when <c>capacity</c> messages are waiting.</summary>
    public bool TryAdd(PublishAcknowledgement acknowledgement)
    {
        lock (_gate)
        {
            if (_count == capacity)
            {
                return false;
            }

            if (_count == _ring.Length)
            {
                Grow();
            }

            _ring[(_first + _count) % _ring.Length] = acknowledgement;
            _count++;
            return true;
        }
    }

    /// <summary>Takes completed messages from the front, at most as many as there is room for.</summary>
    /// <returns>How many were written to the start of <paramref name="taken"/>.</returns>
    public int TakeCompleted(Span<(ushort PacketId, MqttReasonCode Reason)> taken)
    {
        TaskCompletionSource? awaited = null;
        var number = 0;
        lock (_gate)
        {
            while (number < taken.Length && _count > 0 && _ring[_first]!.TryGetReason(out var reason))
            {
                taken[number++] = (_ring[_first]!.PacketId, reason);
                _ring[_first] = null;
                _first = (_first + 1) % _ring.Length;
                _count--;
            }

            if (number > 0)
            {
                awaited = _roomAwaited;
                _roomAwaited = null;
            }
        }

        awaited?.SetResult();
        return number;
    }

    /// <summary>Completes when there is room; for the one thread that adds.</summary>
    public Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_count < capacity)
            {
                return Task.CompletedTask;
            }

            _roomAwaited ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _roomAwaited.Task.WaitAsync(cancellationToken);
        }
    }

    private void Grow()
    {
        var larger = new PublishAcknowledgement?[Math.Min(_ring.Length * 2, capacity)];
        for (var index = 0; index < _count; index++)
        {
            larger[index] = _ring[(_first + index) % _ring.Length];
        }

        _ring = larger;
        _first = 0;
    }
}
