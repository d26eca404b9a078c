using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Rtk;
using MiyagiSensing.Gateway.Decoding;

namespace MiyagiSensing.Gateway.Rtk;

/// <summary>How the times in lines of text become instants. GGA sentences have a time of day in UTC and no date; a caster's log has the caster's local time and no zone.</summary>
internal sealed class RtkTextClock
{
    private readonly bool _follows;
    private DateTimeOffset _near;

    private RtkTextClock(DateTimeOffset now, DateTimeOffset near, bool follows) => (Now, _near, _follows) = (now, near, follows);

    /// <summary>Our clock, UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>What the caster's clock is ahead of UTC; Japan's nine hours unless told otherwise.</summary>
    public TimeSpan CasterZone { get; private init; } = JapanDay.Offset;

    /// <summary>Most lines that are read at once.</summary>
    public int MaxLines { get; private init; } = DecoderLimits.Readings;

    /// <summary>What comes live: each sentence is of the day on which its time is nearest to our clock, so it may be up to twelve hours late.</summary>
    public static RtkTextClock Live(DateTimeOffset receivedAt) => new(receivedAt, receivedAt, follows: false);

    /// <summary>A file: its first sentence is of a day in Japan, and each further one is nearest to the one before it, so that midnights are found.</summary>
    public static RtkTextClock OfFile(DateTimeOffset now, DateOnly day, TimeSpan casterZone) =>
        new(now, JapanDay.StartOf(day).AddHours(12), follows: true) { CasterZone = casterZone, MaxLines = int.MaxValue };

    /// <summary>The instant of a sentence, UTC, whole milliseconds.</summary>
    public DateTimeOffset At(GgaSentence sentence)
    {
        var at = sentence.Near(_near);
        if (_follows)
        {
            _near = at;
        }

        return at;
    }
}
