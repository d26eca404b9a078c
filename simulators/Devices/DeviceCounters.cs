namespace MiyagiSensing.Simulators.Devices;

/// <summary>The devices' own books, in readings. Safe for any thread.</summary>
public sealed class DeviceCounters
{
    private long _published;
    private long _acknowledged;
    private long _dropped;
    private long _events;
    private long _messages;
    private long _resent;
    private long _connects;
    private long _disconnects;
    private string? _lastRefusal;

    /// <summary>Readings measured.</summary>
    public long PublishedReadings => Interlocked.Read(ref _published);

    /// <summary>Readings acknowledged.</summary>
    public long AcknowledgedReadings => Interlocked.Read(ref _acknowledged);

    /// <summary>Readings that a full store had to let go; never acknowledged.</summary>
    public long DroppedReadings => Interlocked.Read(ref _dropped);

    /// <summary>Messages without readings: RTK sessions.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>Messages acknowledged.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Messages sent again after a loss; one that was sent three times counts twice.</summary>
    public long ResentMessages => Interlocked.Read(ref _resent);

    /// <summary>Connects so far.</summary>
    public long Connects => Interlocked.Read(ref _connects);

    /// <summary>Connections lost.</summary>
    public long Disconnects => Interlocked.Read(ref _disconnects);

    /// <summary>What the server last refused; null when nothing.</summary>
    public string? LastRefusal => Volatile.Read(ref _lastRefusal);

    internal void Published(int readings)
    {
        Interlocked.Add(ref _published, readings);
        if (readings == 0)
        {
            Interlocked.Increment(ref _events);
        }
    }

    internal void Acknowledged(int readings)
    {
        Interlocked.Add(ref _acknowledged, readings);
        Interlocked.Increment(ref _messages);
    }

    internal void Resent(int messages) => Interlocked.Add(ref _resent, messages);

    internal void Dropped(int readings) => Interlocked.Add(ref _dropped, readings);

    internal void Connected() => Interlocked.Increment(ref _connects);

    internal void Disconnected() => Interlocked.Increment(ref _disconnects);

    internal void Refused(string what) => Volatile.Write(ref _lastRefusal, what);
}
