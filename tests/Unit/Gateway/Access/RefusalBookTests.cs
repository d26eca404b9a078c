using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Gateway;
using MiyagiSensing.Gateway.Access;
using MiyagiSensing.Unit.Gateway.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Access;

public sealed class RefusalBookTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly LogLines _log = new();
    private readonly RecentRefusals _recent = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly LoggerFactory _loggers;
    private readonly RefusalBook _book;

    public RefusalBookTests()
    {
        _loggers = new LoggerFactory([_log]);
        _book = new RefusalBook(_recent, new GatewayMetrics(_services.GetRequiredService<IMeterFactory>()), _clock, _loggers.CreateLogger<RefusalBook>());
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void A_storm_is_counted_in_full_but_does_not_flood_the_log()
    {
        const int Storm = 5_000;
        var counted = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "miyagi.gateway.refusals" && instrument.Meter.Scope is IMeterFactory scope && ReferenceEquals(scope, _services.GetRequiredService<IMeterFactory>()))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => counted += tags[0].Value is "wrong_secret" ? value : 0);
        listener.Start();

        for (var i = 0; i < Storm; i++)
        {
            _book.Add(RefusalReason.WrongSecret, "river-1", new IPEndPoint(IPAddress.Loopback, i));
        }

        Assert.Equal(Storm, counted);
        Assert.Equal(LogThrottle.Lines, _log.Lines.Count);
        Assert.Equal(RecentRefusals.Capacity, _recent.Newest(int.MaxValue).Count);
        Assert.Equal($"127.0.0.1:{Storm - 1}", _recent.Newest(1)[0].Address);
    }

    [Fact]
    public void After_a_storm_the_log_says_how_many_lines_were_held_back()
    {
        for (var i = 0; i < LogThrottle.Lines + 7; i++)
        {
            _book.Add(RefusalReason.UnknownDevice, "river-9", null);
        }

        _clock.Now += LogThrottle.Window;
        _book.Add(RefusalReason.UnknownDevice, "river-9", null);

        Assert.Contains("7 more refusals", _log.Lines[^1], StringComparison.Ordinal);
        Assert.Equal(LogThrottle.Lines + 2, _log.Lines.Count);
    }

    [Theory]
    [InlineData(RefusalReason.WrongSecret, "river-1", "river-1")]
    [InlineData(RefusalReason.Revoked, "river-1", "river-1")]
    [InlineData(RefusalReason.ForbiddenPublish, "river-1", "river-1")]
    [InlineData(RefusalReason.UnknownDevice, "sato-tome-471142", "unknown user #6fe75f63")]
    [InlineData(RefusalReason.UnknownDevice, "Sato Tome", "unknown user #4884feb3")]
    [InlineData(RefusalReason.DirectoryUnavailable, "sato-tome-471142", "unknown user #6fe75f63")]
    [InlineData(RefusalReason.Anonymous, "", null)]
    [InlineData(RefusalReason.Anonymous, null, null)]
    public void Only_a_registered_name_is_written_down(RefusalReason reason, string? name, string? expected)
    {
        _book.Add(reason, name, null);

        Assert.Equal(expected, _recent.Newest(1)[0].Client);
        Assert.Contains(expected ?? "(null)", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_topic_is_cut()
    {
        _book.Add(RefusalReason.ForbiddenPublish, "river-1", null, new string('x', 60_000));

        Assert.Equal(200, _recent.Newest(1)[0].Topic!.Length);
    }
}
