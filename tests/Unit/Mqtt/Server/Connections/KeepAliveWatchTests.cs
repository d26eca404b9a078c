using MiyagiSensing.Mqtt.Server.Connections;
using MiyagiSensing.Unit.Grpc;
using Xunit;

namespace MiyagiSensing.Unit.Mqtt.Server.Connections;

public sealed class KeepAliveWatchTests : IDisposable
{
    private readonly TestClock _clock = new();
    private readonly KeepAliveWatch _watch;
    private int _expired;

    public KeepAliveWatchTests()
    {
        _watch = new KeepAliveWatch(TimeSpan.FromSeconds(10), _clock, () => _expired++);
        _watch.StartReading(hadPacket: true);
    }

    public void Dispose() => _watch.Dispose();

    [Theory]
    [InlineData(14.9, 0)]
    [InlineData(15, 1)]
    [InlineData(100, 1)]
    public void Silence_expires_at_one_and_a_half_keep_alives(double seconds, int expired)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expired, _expired);
    }

    [Fact]
    public void A_packet_starts_the_time_again()
    {
        _clock.Advance(TimeSpan.FromSeconds(10));
        Read(hadPacket: true);
        _clock.Advance(TimeSpan.FromSeconds(14.9));
        Assert.Equal(0, _expired);

        _clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(1, _expired);
    }

    [Fact]
    public void Parts_of_a_packet_do_not()
    {
        _clock.Advance(TimeSpan.FromSeconds(10));
        Read(hadPacket: false);

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, _expired);
    }

    [Fact]
    public void Time_without_reading_does_not_count()
    {
        _watch.StopReading();
        _clock.Advance(TimeSpan.FromHours(1));
        _watch.StartReading(hadPacket: true);
        _clock.Advance(TimeSpan.FromSeconds(14.9));
        Assert.Equal(0, _expired);

        _clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(1, _expired);
    }

    private void Read(bool hadPacket)
    {
        _watch.StopReading();
        _watch.StartReading(hadPacket);
    }
}
