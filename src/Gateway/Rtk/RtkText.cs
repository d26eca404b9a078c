using System.Buffers;
using System.Globalization;
using System.Text;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Rtk;
using MiyagiSensing.Gateway.Decoding;

namespace MiyagiSensing.Gateway.Rtk;

/// <summary>
/// Lines of text about rovers: NMEA GGA sentences of a rover's own receiver, and lines of the session log of an NTRIP caster (BKG). Other sentences and lines that tell of no client are passed over. Pure.
/// </summary>
/// <remarks>No reason that comes from here quotes a line: it may hold a user's id or position.</remarks>
internal static class RtkText
{
    /// <summary>When the id of a device's own GGA session changes, after midnight in Japan. Chosen: nobody is on the field at three in the morning, and the events of a session stay few.</summary>
    private static readonly TimeSpan DayBegins = TimeSpan.FromHours(3);

    /// <summary>True for text by its content type (<c>text/…</c>); without one, by its first character: <c>$</c> of a sentence, or <c>[</c> and a digit of a log's time.</summary>
    public static bool IsOne(string? contentType, in ReadOnlySequence<byte> payload)
    {
        if (contentType is not null)
        {
            return contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase);
        }

        Span<byte> first = stackalloc byte[2];
        var length = (int)Math.Min(payload.Length, first.Length);
        payload.Slice(0, length).CopyTo(first);
        return length == 2 && (first[0] == '$' || (first[0] == '[' && char.IsAsciiDigit((char)first[1])));
    }

    /// <summary>Reads all lines.</summary>
    /// <param name="text">UTF-8; line ends LF or CR LF.</param>
    /// <param name="clock">How times of day and of logs become instants.</param>
    public static (IReadOnlyList<RtkReport> Reports, IReadOnlyList<PayloadFault> Faults) Read(ReadOnlySpan<byte> text, RtkTextClock clock)
    {
        List<RtkReport> reports = [];
        List<PayloadFault> faults = [];
        List<(DateTimeOffset At, GgaSentence Sentence)> epochs = [];
        var number = 0;
        for (var begin = 0; begin < text.Length; number++)
        {
            if (number >= clock.MaxLines)
            {
                return ([], [new PayloadFault(PayloadFaultKind.TooManyReadings, $"more than {clock.MaxLines} lines; send fewer at once")]);
            }

            var end = text[begin..].IndexOf((byte)'\n');
            end = end < 0 ? text.Length : begin + end;
            if (ReadLine(Encoding.UTF8.GetString(text[begin..end]).Trim(), clock, reports, epochs) is var (kind, reason))
            {
                faults.Add(new PayloadFault(kind, reason, begin, number, begin..end));
            }

            begin = end + 1;
        }

        reports.AddRange(epochs.Distinct().OrderBy(epoch => epoch.At).GroupBy(epoch => epoch.At.UtcTicks / TimeSpan.TicksPerMinute, (_, minute) => TrackOf([.. minute])));
        return (reports, faults);
    }

    private static (PayloadFaultKind Kind, string Reason)? ReadLine(string line, RtkTextClock clock, List<RtkReport> reports, List<(DateTimeOffset At, GgaSentence Sentence)> epochs)
    {
        if (GgaSentence.IsOne(line))
        {
            if (!GgaSentence.TryParse(line, out var sentence, out var fault))
            {
                return (PayloadFaultKind.InvalidMember, $"a GGA sentence {fault}");
            }

            var at = clock.At(sentence);
            epochs.Add((at, sentence));
            return RtkLimits.IsPlausible(at, clock.Now) ? null : Withdraw(epochs);
        }

        if (CasterLogLine.IsOne(line) && CasterLogLine.TellsOfClient(line))
        {
            if (!CasterLogLine.TryParse(line, out var entry, out var fault))
            {
                return (PayloadFaultKind.InvalidMember, $"a line of a caster's log {fault}");
            }

            var at = new DateTimeOffset(entry.At, clock.CasterZone).ToUniversalTime();
            if (!RtkLimits.IsPlausible(at, clock.Now))
            {
                return (PayloadFaultKind.InvalidTime, "the time of a caster's log lies before 2000 or more than five minutes ahead of our clock; casters of the prefecture log in Japan time");
            }

            reports.AddRange(ReportsOf(entry, at));
            return null;
        }

        return line.Length == 0 || line[0] == '$' || CasterLogLine.IsOne(line)
            ? null
            : (PayloadFaultKind.WrongShape, "a line that is neither an NMEA sentence nor one of a caster's log");
    }

    private static (PayloadFaultKind Kind, string Reason)? Withdraw(List<(DateTimeOffset At, GgaSentence Sentence)> epochs)
    {
        epochs.RemoveAt(epochs.Count - 1);
        return (PayloadFaultKind.InvalidTime, "the time of day of a GGA sentence lies more than five minutes ahead of our clock; sentences are in UTC");
    }

    /// <summary>
    /// The line of an end tells how long it was, so the beginning is told once more: a log that is read from its middle on loses no session. A client that the caster does not name has time, but no user.
    /// </summary>
    private static IEnumerable<RtkReport> ReportsOf(CasterLogLine entry, DateTimeOffset at)
    {
        var session = string.Create(CultureInfo.InvariantCulture, $"c{entry.Client}");
        yield return new RtkReport
        {
            Step = entry.User is null ? RtkStep.Progressed : RtkStep.Started,
            Session = session,
            At = at - (entry.Ending?.Length ?? TimeSpan.Zero),
            User = entry.User,
            Mountpoint = RtkLimits.Clean(entry.Mountpoint, entry.User),
        };
        if (entry.Ending is { } ending)
        {
            yield return new RtkReport { Step = RtkStep.Ended, Session = session, At = at, Reason = RtkReasons.Of(ending.Reason), Bytes = ending.Bytes };
        }
    }

    /// <summary>The epochs of one minute, so that no stretch crosses a full hour.</summary>
    private static RtkReport TrackOf(List<(DateTimeOffset At, GgaSentence Sentence)> minute)
    {
        var (at, last) = minute[^1];
        var place = minute.FindLast(epoch => epoch.Sentence.Latitude is not null).Sentence;
        return new RtkReport
        {
            Step = RtkStep.Progressed,
            Session = string.Create(CultureInfo.InvariantCulture, $"gga-{JapanDay.Of(at - DayBegins):yyyyMMdd}"),
            At = at,
            Fix = last.Quality,
            AgeSeconds = (double?)last.AgeSeconds,
            Satellites = last.Satellites,
            Latitude = place.Latitude,
            Longitude = place.Longitude,
            Track = FixTrack.Of(minute[0].At, minute.ConvertAll(epoch => (epoch.Sentence.Quality, epoch.Sentence.AgeSeconds))),
        };
    }
}
