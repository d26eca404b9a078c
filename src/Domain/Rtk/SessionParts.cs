using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Rtk;

/// <summary>One session while its events are gathered, in order of time.</summary>
internal sealed class SessionParts(string device, string session, DateTimeOffset from)
{
    /// <summary>Ages beyond this are no ages but faults of a receiver, s. Chosen: eleven days.</summary>
    private const double PlausibleAge = 1_000_000;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly DateTimeOffset _from = from;
    private readonly List<SessionProgressed> _progress = [];
    private readonly List<(DateTimeOffset At, long Bytes)> _bytes = [];
    private SessionStarted? _start;
    private string? _mountpoint;
    private string? _agent;
    private SessionEnded? _end;

    public DateTimeOffset LastHeard { get; private set; } = from;

    public bool HasStart => _start is not null;

    public bool IsEnded => _end is not null;

    public bool IsReplaced { get; set; }

    public string? User => _start?.User;

    public void Add(SessionStarted fact)
    {
        _start ??= fact;
        (_mountpoint, _agent) = (_mountpoint ?? fact.Mountpoint, _agent ?? fact.Agent);
        Hear(fact.At, null);
    }

    public void Add(SessionProgressed fact)
    {
        _progress.Add(fact);
        Hear(fact.At, fact.Bytes);
    }

    public void Add(SessionEnded fact)
    {
        _end ??= fact;
        Hear(fact.At, fact.Bytes);
    }

    public RtkSession ToSession(List<SessionTimedOut> timeOuts)
    {
        var hours = Hours();
        var qualities = new int[FixTrack.MaxQuality + 1];
        var dropOuts = default(DropOutCount);
        foreach (var fact in _progress)
        {
            if (TrackOf(fact) is { } track)
            {
                Count(hours[HourOf(track.From)], track, dropOuts.Next(track));
                for (var quality = 0; quality < qualities.Length; quality++)
                {
                    qualities[quality] += track.Qualities[quality];
                }
            }
        }

        var sent = CountBytes(hours);
        return new RtkSession
        {
            Device = device,
            Session = session,
            User = _start?.User,
            Mountpoint = _mountpoint,
            Agent = _agent,
            From = _from,
            LastHeard = LastHeard,
            State = IsEnded ? RtkSessionStates.Ended
                : IsReplaced ? RtkSessionStates.Replaced
                : timeOuts.Exists(fact => fact.LastHeard >= LastHeard) ? RtkSessionStates.TimedOut
                : RtkSessionStates.Open,
            Reason = _end?.Reason,
            HasStart = HasStart,
            Bytes = sent,
            Qualities = qualities,
            Municipality = _progress.Where(fact => fact.Municipality is not null)
                .GroupBy(fact => fact.Municipality, (code, facts) => (Code: code, Epochs: facts.Sum(fact => fact.Track?.Qualities.Sum() ?? 1)))
                .OrderByDescending(known => known.Epochs).FirstOrDefault().Code,
            Hours = [.. hours.Values.OrderBy(hour => hour.Hour)],
        };
    }

    private static void Count(RtkSessionHour hour, FixTrack track, int dropOuts)
    {
        hour.Epochs += track.Qualities.Sum();
        hour.Fixed += track.Qualities[FixTrack.FixedQuality];
        hour.Ages += track.Ages;
        hour.AgeSum += track.AgeSum;
        hour.AgeMax = hour.AgeMax is { } max && (track.AgeMax is not { } age || age < max) ? max : track.AgeMax;
        hour.DropOuts += dropOuts;
    }

    /// <summary>A single update is a stretch of one epoch; null when it states neither quality nor age.</summary>
    private static FixTrack? TrackOf(SessionProgressed fact)
    {
        if (fact.Track is { } track)
        {
            return track;
        }

        decimal? age = fact.AgeSeconds is { } seconds and >= 0 and <= PlausibleAge ? (decimal)seconds : null;
        return fact.Fix is { } fix and >= 0 and <= FixTrack.MaxQuality ? FixTrack.Of(fact.At, [(fix, age)]) : null;
    }

    private void Hear(DateTimeOffset at, long? bytes)
    {
        LastHeard = at > LastHeard ? at : LastHeard;
        if (bytes is { } sent)
        {
            _bytes.Add((at, sent));
        }
    }

    /// <summary>The session's time, cut at full hours; an hour that it only reaches is not one of them.</summary>
    private Dictionary<DateTimeOffset, RtkSessionHour> Hours()
    {
        Dictionary<DateTimeOffset, RtkSessionHour> hours = [];
        var begin = _from;
        do
        {
            var hour = JapanPeriods.StartOf(JapanPeriod.Hour, begin);
            var end = hour + Hour < LastHeard ? hour + Hour : LastHeard;
            hours.Add(hour, new RtkSessionHour { Hour = hour, Milliseconds = (end - begin).Ticks / TimeSpan.TicksPerMillisecond });
            begin = hour + Hour;
        }
        while (begin < LastHeard);
        return hours;
    }

    /// <summary>The hour in which something counts. The session's very end, on a full hour, belongs to the hour that it closes: a session up to midnight has no part in the next day.</summary>
    private DateTimeOffset HourOf(DateTimeOffset at)
    {
        var hour = JapanPeriods.StartOf(JapanPeriod.Hour, at);
        return at == LastHeard && at == hour && at > _from ? hour - Hour : hour;
    }

    /// <summary>Numbers are counts since the session's start, so only what goes beyond the greatest so far is new.</summary>
    private long? CountBytes(Dictionary<DateTimeOffset, RtkSessionHour> hours)
    {
        var most = 0L;
        foreach (var (at, sent) in _bytes.OrderBy(reported => reported.At).ThenBy(reported => reported.Bytes))
        {
            if (sent > most)
            {
                hours[HourOf(at)].Bytes += sent - most;
                most = sent;
            }
        }

        return _bytes.Count == 0 ? null : most;
    }
}
