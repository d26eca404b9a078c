using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Domain.Rtk;
using MiyagiSensing.Gateway.Decoding;

namespace MiyagiSensing.Gateway.Rtk;

/// <summary>The <c>event</c> topic of domain <c>rtk</c>: session_start, session_update and session_end, one object a message.</summary>
/// <remarks>No reason that comes from here quotes the payload: it may hold a user's id or position.</remarks>
internal static class RtkDecoder
{
    private const int MaxSessionLength = 64;

    private static readonly SearchValues<char> SessionCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Reads a session event; false with what is wrong. Never throws on what a device sends.</summary>
    public static bool TryDecode(
        ReadOnlySequence<byte> payload, DateTimeOffset receivedAt, [NotNullWhen(true)] out RtkReport? report, out PayloadFault fault)
    {
        report = null;
        if (!PayloadMembers.TryParse(payload, out var document, out var members, out fault))
        {
            return false;
        }

        using (document)
        {
            report = Read(members, receivedAt, ref fault);
        }

        if (report is { User: { } user } && RtkLimits.Mentions(report.Session, user))
        {
            (report, fault) = (null, Wrong("session holds the user's id, which may not be stored"));
        }

        return report is not null;
    }

    private static RtkReport? Read(PayloadMembers members, DateTimeOffset receivedAt, ref PayloadFault fault)
    {
        if (!members.TryText("event", out var name) || StepOf(name) is not { } step)
        {
            fault = new PayloadFault(PayloadFaultKind.NotSupported, "event is none of session_start, session_update, session_end");
            return null;
        }

        if (!members.TryInstant(out var at) || (at is { } stated && !RtkLimits.IsPlausible(stated, receivedAt)))
        {
            fault = new PayloadFault(PayloadFaultKind.InvalidTime, $"{JsonInstant.Rule}, or lies before 2000 or more than five minutes ahead of our clock");
            return null;
        }

        if (!members.TryText("session", out var session) || !IsSession(session))
        {
            fault = Wrong("session is missing, or not 1 to 64 of the characters A-Z a-z 0-9 . _ -");
            return null;
        }

        if (!members.TryText("user", out var user) || (step == RtkStep.Started && string.IsNullOrWhiteSpace(user)))
        {
            fault = Wrong("user is missing or not a text");
            return null;
        }

        // As people write it down, so that who is registered, who uses and who is forgotten are one.
        user = user?.Trim();

        if (!members.TryText("mountpoint", out var mountpoint) || !members.TryText("agent", out var agent) || !members.TryText("reason", out var reason))
        {
            fault = Wrong("mountpoint, agent or reason is not a text");
            return null;
        }

        if (!TryNumbers(members, out var fix, out var bytes, out var age, out var satellites))
        {
            fault = Wrong("fix is not 0 to 8, or bytes, ageS or sats is not a number from 0");
            return null;
        }

        if (!TryPosition(members, out var latitude, out var longitude))
        {
            fault = Wrong("lat and lon are not a position in degrees");
            return null;
        }

        if (!TryGga(members, at ?? receivedAt, out var gga))
        {
            fault = Wrong("gga is no sound GGA sentence, or not one of an update");
            return null;
        }

        return new RtkReport
        {
            Step = step,
            Session = session,
            At = at ?? gga?.At ?? receivedAt,
            User = user,
            Mountpoint = RtkLimits.Clean(mountpoint, user),
            Agent = RtkLimits.Clean(agent, user),
            Reason = RtkReasons.Of(RtkLimits.Clean(reason, user)),
            Fix = gga?.Sentence.Quality ?? (int?)fix,
            Bytes = bytes,
            AgeSeconds = (double?)gga?.Sentence.AgeSeconds ?? age,
            Satellites = gga?.Sentence.Satellites ?? (int?)satellites,
            Latitude = gga?.Sentence.Latitude ?? latitude,
            Longitude = gga?.Sentence.Longitude ?? longitude,
        };
    }

    private static RtkStep? StepOf(string? name) => name switch
    {
        "session_start" => RtkStep.Started,
        "session_update" => RtkStep.Progressed,
        "session_end" => RtkStep.Ended,
        _ => null,
    };

    private static bool IsSession([NotNullWhen(true)] string? session) =>
        session is { Length: > 0 and <= MaxSessionLength } && !session.AsSpan().ContainsAnyExcept(SessionCharacters);

    private static bool TryNumbers(PayloadMembers members, out long? fix, out long? bytes, out double? age, out long? satellites)
    {
        (bytes, age, satellites) = (null, null, null);
        return members.TryInteger("fix", 8, out fix) && members.TryInteger("bytes", long.MaxValue, out bytes)
            && members.TryNumber("ageS", out age) && age is not < 0 && members.TryInteger("sats", int.MaxValue, out satellites);
    }

    private static bool TryPosition(PayloadMembers members, out double? latitude, out double? longitude)
    {
        longitude = null;
        return members.TryNumber("lat", out latitude) && members.TryNumber("lon", out longitude)
            && latitude.HasValue == longitude.HasValue && latitude is not (< -90 or > 90) && longitude is not (< -180 or > 180);
    }

    /// <summary>The sentence that the rover sent to its caster, which says what fix, ageS, sats, lat and lon say else. Without <c>ts</c> its time of day counts.</summary>
    private static bool TryGga(PayloadMembers members, DateTimeOffset near, out (GgaSentence Sentence, DateTimeOffset At)? gga)
    {
        gga = null;
        if (!members.TryText("gga", out var line) || (line is not null && !GgaSentence.TryParse(line.Trim(), out var sentence, out _)))
        {
            return false;
        }

        if (line is not null && GgaSentence.TryParse(line.Trim(), out sentence, out _))
        {
            gga = (sentence, sentence.Near(near));
        }

        return true;
    }

    private static PayloadFault Wrong(string reason) => new(PayloadFaultKind.InvalidMember, reason);
}
