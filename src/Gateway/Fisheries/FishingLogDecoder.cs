using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Gateway.Decoding;

namespace MiyagiSensing.Gateway.Fisheries;

/// <summary>
/// The <c>event</c> topic of domain <c>buoy</c>: <c>{"event":"fishing_log","log":"…","date":"2026-11-21","species":"oyster","work":"harvest","kg":120.5,"hours":3,"vessel":"…","note":"…"}</c>, one object a message. Without
/// <c>date</c> it is the day of <c>ts</c> in Japan, and without that the day of arrival.
/// </summary>
internal static class FishingLogDecoder
{
    private const int MaxLogLength = 64;

    private static readonly SearchValues<char> LogCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Reads an entry; false with what is wrong. Never throws on what a device sends.</summary>
    /// <param name="payload">As received.</param>
    /// <param name="receivedAt">Our clock at arrival.</param>
    /// <param name="log">Id of the entry, unique within the device.</param>
    /// <param name="record">What it says; whether the species exists is not asked here.</param>
    /// <param name="fault">What is wrong when false.</param>
    public static bool TryDecode(
        ReadOnlySequence<byte> payload, DateTimeOffset receivedAt, [NotNullWhen(true)] out string? log, [NotNullWhen(true)] out FishingLogRecord? record, out PayloadFault fault)
    {
        (log, record) = (null, null);
        if (!PayloadMembers.TryParse(payload, out var document, out var members, out fault))
        {
            return false;
        }

        using (document)
        {
            record = Read(members, receivedAt, out log, ref fault);
            return record is not null && log is not null;
        }
    }

    private static FishingLogRecord? Read(PayloadMembers members, DateTimeOffset receivedAt, out string? log, ref PayloadFault fault)
    {
        log = null;
        if (!members.TryText("event", out var name) || name != "fishing_log")
        {
            fault = new PayloadFault(PayloadFaultKind.NotSupported, "event is not fishing_log, the only one of this domain");
            return null;
        }

        if (!members.TryText("log", out log) || log is not { Length: > 0 and <= MaxLogLength } || log.AsSpan().ContainsAnyExcept(LogCharacters))
        {
            fault = Wrong("log, the entry's id, is missing, or not 1 to 64 of the characters A-Z a-z 0-9 . _ -");
            return null;
        }

        if (!members.TryInstant(out var at))
        {
            fault = new PayloadFault(PayloadFaultKind.InvalidTime, JsonInstant.Rule);
            return null;
        }

        if (!TryDay(members, out var day))
        {
            fault = new PayloadFault(PayloadFaultKind.InvalidTime, "date is not a day of the form 2026-11-21");
            return null;
        }

        if (!members.TryText("species", out var species) || species is null || !members.TryText("work", out var work) || work is null)
        {
            fault = Wrong("species or work is missing or not a text");
            return null;
        }

        if (!members.TryNumber("kg", out var kilograms) || !members.TryNumber("hours", out var hours))
        {
            fault = Wrong("kg or hours is not a finite number");
            return null;
        }

        if (!members.TryText("vessel", out var vessel) || !members.TryText("note", out var note))
        {
            fault = Wrong("vessel or note is not a text of at most 1,024 bytes");
            return null;
        }

        return new FishingLogRecord
        {
            Date = day ?? JapanDay.Of(at ?? receivedAt),
            Species = species,
            Work = work,
            Kilograms = kilograms,
            Hours = hours,
            Vessel = Clean(vessel),
            Note = Clean(note),
        };
    }

    private static bool TryDay(PayloadMembers members, out DateOnly? day)
    {
        day = null;
        if (!members.TryText("date", out var text))
        {
            return false;
        }

        if (text is null)
        {
            return true;
        }

        var isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read);
        day = read;
        return isDay;
    }

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : StoredText.Clean(text, text.Length);

    private static PayloadFault Wrong(string reason) => new(PayloadFaultKind.InvalidMember, reason);
}
