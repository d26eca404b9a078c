using System.Runtime.CompilerServices;

namespace MiyagiSensing.Projections.Live;

/// <summary>Gathers what the projections have committed and hands it to open pages, at most five times a second each.</summary>
internal sealed class LiveHub(TimeProvider clock) : ILiveUpdates
{
    /// <summary>Least time between two updates of one page. Chosen: faster than a person reads, slow enough for hundreds of pages.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly HashSet<Pending> _subscribers = [];

    /// <summary>Tells all open pages.</summary>
    public void Publish(LiveUpdate update)
    {
        if (update.Values.Count == 0 && update.AlertsChanged.Count == 0 && update.DevicesChanged.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var subscriber in _subscribers)
            {
                subscriber.Merge(update);
            }
        }
    }

    public async IAsyncEnumerable<LiveUpdate> SubscribeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var pending = new Pending();
        lock (_gate)
        {
            _subscribers.Add(pending);
        }

        try
        {
            while (true)
            {
                await pending.Signal.WaitAsync(cancellationToken);
                LiveUpdate update;
                lock (_gate)
                {
                    update = pending.Take();
                }

                yield return update;
                await Task.Delay(Pace, clock, cancellationToken);
            }
        }
        finally
        {
            lock (_gate)
            {
                _subscribers.Remove(pending);
            }
        }
    }

    /// <summary>What one page has yet to be told. Guarded by the hub's gate; the signal is raised once until taken.</summary>
    private sealed class Pending : IDisposable
    {
        private readonly Dictionary<(string Device, string Sensor, string Metric), LiveValue> _values = [];
        private readonly HashSet<string> _alerts = [];
        private readonly HashSet<string> _devices = [];
        private long _position;
        private bool _raised;

        public SemaphoreSlim Signal { get; } = new(0, 1);

        public void Merge(LiveUpdate update)
        {
            _position = Math.Max(_position, update.Position);
            foreach (var value in update.Values)
            {
                _values[(value.Latest.Device, value.Latest.Sensor, value.Latest.Metric)] = value;
            }

            _alerts.UnionWith(update.AlertsChanged);
            _devices.UnionWith(update.DevicesChanged);
            if (!_raised)
            {
                _raised = true;
                Signal.Release();
            }
        }

        public LiveUpdate Take()
        {
            var update = new LiveUpdate(_position, [.. _values.Values], [.. _alerts], [.. _devices]);
            _values.Clear();
            _alerts.Clear();
            _devices.Clear();
            _raised = false;
            return update;
        }

        public void Dispose() => Signal.Dispose();
    }
}
