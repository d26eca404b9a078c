using System.Globalization;
using System.Text.RegularExpressions;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>What a 400 or 422 answer says about the lines. Source: influxd 1.6.7's answers, as recorded in the tests; 2.x wraps the same texts.</summary>
internal static partial class InfluxRefusal
{
    private const int MaxReason = 160;

    /// <summary>The field whose type differs from what the server holds; false when the answer is about something else.</summary>
    public static bool TryReadConflict(string answer, out string measurement, out string field, out string reason)
    {
        var match = Conflict.Match(answer);
        (measurement, field, reason) = (match.Groups["measurement"].Value, match.Groups["field"].Value, $"field type conflict: {match.Groups["types"].Value}");
        return match.Success;
    }

    /// <summary>True when the server says that it left some points out and stored the rest.</summary>
    /// <param name="answer">The answer's text.</param>
    /// <param name="count">Points left out, at least 1. Lines that can't be parsed are not in the server's own count.</param>
    /// <param name="reason">Why, without the numbers and lines that differ from time to time.</param>
    public static bool TryReadPartialWrite(string answer, out int count, out string reason)
    {
        var match = PartialWrite.Match(answer);
        var unparsed = Unparsed.Count(answer);
        count = match.Success ? Math.Max(int.Parse(match.Groups["dropped"].Value, CultureInfo.InvariantCulture) + unparsed, 1) : 0;
        reason = unparsed > 0 ? "unable to parse" : Shorten(match.Groups["reason"].Value);
        return match.Success;
    }

    /// <summary>A reason of bounded length.</summary>
    public static string Shorten(string text) => text.Length <= MaxReason ? text : text[..MaxReason] + "…";

    // Quotes may come escaped, as the text stands inside JSON.
    [GeneratedRegex("""field type conflict: input field \\?"(?<field>[^"\\]+)\\?" on measurement \\?"(?<measurement>[^"\\]+)\\?" (?<types>is type \w+, already exists as type \w+)""")]
    private static partial Regex Conflict { get; }

    [GeneratedRegex(@"partial write: (?<reason>.*?)\s*dropped=(?<dropped>\d{1,9})", RegexOptions.Singleline)]
    private static partial Regex PartialWrite { get; }

    [GeneratedRegex("unable to parse '")]
    private static partial Regex Unparsed { get; }
}
