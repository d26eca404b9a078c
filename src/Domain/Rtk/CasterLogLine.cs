using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MiyagiSensing.Domain.Rtk;

/// <summary>A line of the session log of BKG's NtripCaster that tells of a client. The address it came from is not read.</summary>
/// <param name="At">When, by the caster's clock and zone, whole seconds.</param>
/// <param name="Client">The caster's number for the connection; it begins anew with each start of the caster.</param>
/// <param name="User">The plain user id; null when the caster names nobody.</param>
/// <param name="Mountpoint">Mountpoint without its slash; null in a line that tells of an end.</param>
/// <param name="Ending">How it ended; null in a line that tells of a beginning.</param>
public readonly partial record struct CasterLogLine(DateTime At, long Client, string? User, string? Mountpoint, CasterLogEnding? Ending)
{
    /// <summary>True for a line of such a log, whatever it tells of: it begins with its time in brackets.</summary>
    public static bool IsOne(ReadOnlySpan<char> line) => Beginning.IsMatch(line);

    /// <summary>True for a line that tells of a client's beginning or end, sound or not; sources, bandwidth and the caster's own start are not of interest.</summary>
    public static bool TellsOfClient(ReadOnlySpan<char> line) => ClientWords.IsMatch(line);

    /// <summary>
    /// Reads one line without its line end; lines of older casters have no thread in a second pair of brackets, and (0.1.5) no user there or <c>(null)</c>. False for what is not such a line; nothing of it is quoted, since it may hold an id.
    /// </summary>
    public static bool TryParse(string line, out CasterLogLine entry, [NotNullWhen(false)] out string? fault)
    {
        entry = default;
        var match = Accepted.Match(line);
        var isEnd = !match.Success;
        match = isEnd ? Kicked.Match(line) : match;
        if (!match.Success
            || !DateTime.TryParseExact(match.Groups["at"].Value, "dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            || !long.TryParse(match.Groups["client"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var client))
        {
            fault = "is no line of a caster's log that tells of a client's beginning or end";
            return false;
        }

        CasterLogEnding? ending = null;
        if (isEnd)
        {
            if (!TryDuration(match.Groups["time"].Value, out var length) || !long.TryParse(match.Groups["bytes"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
            {
                fault = "has a length or a number of bytes that is none";
                return false;
            }

            ending = new CasterLogEnding(match.Groups["reason"].Value, length, bytes);
        }

        var user = match.Groups["user"] is { Success: true, Value: { Length: > 0 } named } && named != "(null)" ? named : null;
        entry = new CasterLogLine(at, client, user, isEnd ? null : match.Groups["mount"].Value, ending);
        fault = null;
        return true;
    }

    /// <summary>A length in words: <c>2 days, 3 hours, 4 minutes and 5 seconds</c>; parts that are zero are left out.</summary>
    private static bool TryDuration(string words, out TimeSpan length)
    {
        length = TimeSpan.Zero;
        foreach (Match part in DurationPart.Matches(words))
        {
            if (!int.TryParse(part.Groups["count"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 100_000)
            {
                return false;
            }

            length += part.Groups["unit"].Value switch
            {
                "day" => TimeSpan.FromDays(count),
                "hour" => TimeSpan.FromHours(count),
                "minute" => TimeSpan.FromMinutes(count),
                _ => TimeSpan.FromSeconds(count),
            };
        }

        return DurationPart.IsMatch(words);
    }

    // [11/Jan/2020:18:37:37] [3:Connection Handler] Accepted client 1 [gps] from [192.168.1.1] on mountpoint [/STALL]. 1 clients connected
    [GeneratedRegex(@"^\[(?<at>[^\]]+)\] (?:\[\d+:[^\]]*\] )?Accepted client (?<client>\d+) (?:\[(?<user>[^\]]*)\] )?from \[[^\]]*\] on mountpoint \[/?(?<mount>[^\]]*)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Accepted { get; }

    // [11/Jan/2020:18:37:44] [2:Source Thread] Kicking client 1 [gps] [192.168.1.1] [Stream ended] [listener], connected for 7 seconds, 0 bytes transfered. 0 clients connected
    [GeneratedRegex(@"^\[(?<at>[^\]]+)\] (?:\[\d+:[^\]]*\] )?Kicking client (?<client>\d+) (?:\[(?<user>[^\]]*)\] )?\[[^\]]*\] \[(?<reason>[^\]]*)\] \[(?:listener|relay)\], connected for (?<time>[^.]*), (?<bytes>\d+) bytes transfered", RegexOptions.CultureInvariant)]
    private static partial Regex Kicked { get; }

    [GeneratedRegex(@"^\[\d{2}/[A-Z][a-z]{2}/\d{4}:\d{2}:\d{2}:\d{2}\] ", RegexOptions.CultureInvariant)]
    private static partial Regex Beginning { get; }

    [GeneratedRegex(@"(?:Accepted|Kicking) client ", RegexOptions.CultureInvariant)]
    private static partial Regex ClientWords { get; }

    [GeneratedRegex(@"(?<count>\d+) (?<unit>day|hour|minute|second)s", RegexOptions.CultureInvariant)]
    private static partial Regex DurationPart { get; }
}
