using System.Globalization;
using MiyagiSensing.Domain;
using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Commands;

/// <summary>Instants as people write them on the command line, by one rule for all verbs: a plain date is that day in Japan, and a time of day needs its offset.</summary>
internal static class CommandInstant
{
    /// <summary>The rule, for the descriptions of options.</summary>
    public const string Rule = "2026-11-21 (a day in Japan) or 2026-11-21T06:00:00+09:00";

    /// <summary>A stretch of time, UTC. A plain date given to --from begins with that day, one given to --to ends with it.</summary>
    /// <param name="from">Included; null for the beginning of time.</param>
    /// <param name="to">Not included when it is an instant, wholly included when it is a day; null for the end of time.</param>
    /// <exception cref="SettingsException">Not to be understood, or nothing lies between the two.</exception>
    public static (DateTimeOffset From, DateTimeOffset To) Range(string? from, string? to)
    {
        var (begin, end) = (Parse("--from", from, 0) ?? DateTimeOffset.UnixEpoch, Parse("--to", to, 1) ?? DateTimeOffset.MaxValue.AddDays(-1));
        return begin < end
            ? (begin, end)
            : throw new SettingsException($"Nothing lies between --from {from} and --to {to}: --from must be before --to.");
    }

    /// <summary>One instant, UTC; a plain date is its beginning in Japan. Null when the option was not given.</summary>
    /// <exception cref="SettingsException">Not to be understood.</exception>
    public static DateTimeOffset? One(string option, string? text) => Parse(option, text, 0);

    private static DateTimeOffset? Parse(string option, string? text, int addedDays)
    {
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and <= 2200)
        {
            return JapanDay.StartOf(day.AddDays(addedDays));
        }

        var hasOffset = text.EndsWith('Z') || text.AsSpan(Math.Min(10, text.Length)).ContainsAny('+', '-');
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant) || instant.Year is < 1970 or > 2200)
        {
            throw new SettingsException($"{option} is '{text}'; write {Rule}.");
        }

        return hasOffset ? instant : throw new SettingsException($"{option} is '{text}', which may mean Japan or UTC; add the offset: +09:00 for Japan, Z for UTC. A plain date is a day in Japan.");
    }
}
