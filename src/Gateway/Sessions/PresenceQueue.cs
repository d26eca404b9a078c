namespace MiyagiSensing.Gateway.Sessions;

/// <summary>
/// Comings and goings on their way to the journal, so that neither a CONNECT nor the end of a connection waits for the intake. Bounded by the number of registered devices: while the
/// intake is blocked, only the latest change of each device waits, and what it replaces was never true for anybody to see. Safe for any thread, one taker.
/// </summary>
internal sealed class PresenceQueue : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PresenceChange> _latest = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];
    private readonly SemaphoreSlim _waiting = new(0);
    private bool _closed;

    /// <summary>Adds a change, or replaces the one that still waits for the same device. Never waits; after <see cref="Close"/> nothing is added.</summary>
    public void Add(PresenceChange change)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            if (!_latest.ContainsKey(change.Device))
            {
                _order.Enqueue(change.Device);
                _waiting.Release();
            }

            _latest[change.Device] = change;
        }
    }

    /// <summary>Takes the change that has waited longest; null when the queue is closed and empty.</summary>
    public async ValueTask<PresenceChange?> TakeAsync(CancellationToken cancellationToken)
    {
        await _waiting.WaitAsync(cancellationToken);
        lock (_gate)
        {
            return _order.TryDequeue(out var device) && _latest.Remove(device, out var change) ? change : null;
        }
    }

    /// <summary>Takes nothing more in; what waits is still handed out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _waiting.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _waiting.Dispose();
}
