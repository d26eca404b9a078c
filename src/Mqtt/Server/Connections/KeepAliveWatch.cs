namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>
/// Notices a client that has sent no whole packet for 1.5 times its keep-alive (MQTT-3.1.2-24; 3.1.1 the same). Time in which the server does not read, because the
/// application holds it back, does not count: the client may well have sent something.
/// </summary>
internal sealed class KeepAliveWatch : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan _limit;
    private readonly Action _expired;
    private readonly ITimer _timer;
    private long _silentSince;
    private bool _isReading;

    /// <param name="keepAlive">Keep-alive in force, more than zero.</param>
    /// <param name="clock">Clock and timer.</param>
    /// <param name="expired">Called when the time is over, at most once per limit, on a timer thread.</param>
    public KeepAliveWatch(TimeSpan keepAlive, TimeProvider clock, Action expired)
    {
        _clock = clock;
        _limit = keepAlive * 1.5;
        _expired = expired;
        _silentSince = clock.GetTimestamp();
        _timer = clock.CreateTimer(static state => ((KeepAliveWatch)state!).Check(), this, _limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The connection is being read from now on.</summary>
    /// <param name="hadPacket">False when only a part of a packet has come since the last call: then the silence goes on.</param>
    public void StartReading(bool hadPacket)
    {
        if (hadPacket)
        {
            Volatile.Write(ref _silentSince, _clock.GetTimestamp());
        }

        Volatile.Write(ref _isReading, true);
    }

    /// <summary>The connection is not being read from now on.</summary>
    public void StopReading() => Volatile.Write(ref _isReading, false);

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        var silent = Volatile.Read(ref _isReading) ? _clock.GetElapsedTime(Volatile.Read(ref _silentSince)) : TimeSpan.Zero;
        if (silent >= _limit)
        {
            _expired();
            return;
        }

        _timer.Change(_limit - silent, Timeout.InfiniteTimeSpan);
    }
}
