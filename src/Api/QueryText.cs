using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Rtk;

namespace MiyagiSensing.Api;

/// <summary>
/// Reads query parameters and gathers what is wrong with them, so that a caller sees every mistake at once, each under the parameter's name with what to do.
/// What was not asked for when <see cref="IsValid"/> is read is no parameter of the path and refused too: a mistyped name must not widen an answer. One instance serves one request.
/// </summary>
internal sealed class QueryText(IQueryCollection query)
{
    // Chosen: well within the years that 64 bits of nanoseconds hold (1677 to 2262), in which InfluxDB counts.
    private const int FirstYear = 1970;
    private const int LastYear = 2200;

    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    private readonly Dictionary<string, string[]> _mistakes = new(StringComparer.Ordinal);

    // In the order of asking; names compare as those of a query do.
    private readonly List<string> _known = [];

    /// <summary>True when no parameter is wrong and none is unknown. To be read when all parameters of the path have been.</summary>
    public bool IsValid => _mistakes.Count == 0 && !Unknown.Any();

    private IEnumerable<string> Unknown => query.Keys.Where(name => !_known.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Notes a mistake; the first one of a parameter stays.</summary>
    public void Refuse(string name, string whatToDo) => _mistakes.TryAdd(name, [whatToDo]);

    /// <summary>The answer to a request with mistakes: 400, problem+json.</summary>
    public ValidationProblem ToProblem()
    {
        foreach (var name in Unknown)
        {
            Refuse(name, $"There is no such parameter here; this path takes {(_known.Count == 0 ? "none" : string.Join(", ", _known))}.");
        }

        return TypedResults.ValidationProblem(_mistakes, title: "A parameter is not valid.");
    }

    /// <summary>An id or metric name; null when the parameter is absent.</summary>
    public string? Identifier(string name)
    {
        var text = Single(name);
        if (text is not null && !Domain.Identifier.IsValid(text))
        {
            Refuse(name, "Use 1 to 64 of a-z, 0-9, '_' and '-', beginning with a letter or digit.");
            return null;
        }

        return text;
    }

    /// <summary>A text as it is; null when the parameter is absent.</summary>
    public string? Text(string name) => Single(name);

    /// <summary>One of some words; null when the parameter is absent or wrong.</summary>
    public string? Word(string name, IReadOnlyList<string> words)
    {
        if (Single(name) is not { } text || words.Contains(text))
        {
            return Single(name);
        }

        Refuse(name, $"Use one of {string.Join(", ", words)}.");
        return null;
    }

    /// <summary>One of some words; <paramref name="fallback"/> when the parameter is absent or wrong.</summary>
    public string Word(string name, IReadOnlyCollection<string> words, string fallback)
    {
        var text = Single(name) ?? fallback;
        if (words.Contains(text))
        {
            return text;
        }

        Refuse(name, $"Use one of {string.Join(", ", words)}; without it, {fallback} is taken.");
        return fallback;
    }

    /// <summary>The pseudonym of an RTK user; null when the parameter is absent or wrong. What was sent is never shown again: it may be a person's id.</summary>
    public string? RtkUser(string name)
    {
        if (Single(name) is not { } text || RtkPseudonym.IsValid(text))
        {
            return Single(name);
        }

        Refuse(name, $"Use a pseudonym: {RtkPseudonym.Form}. User ids are not taken here: web addresses are kept in logs and histories.");
        return null;
    }

    /// <summary>A five-digit JIS municipality code; null when the parameter is absent or wrong.</summary>
    public string? Municipality(string name)
    {
        if (Single(name) is not { } text || (text.Length == 5 && text.All(char.IsAsciiDigit)))
        {
            return Single(name);
        }

        Refuse(name, "Use a five-digit municipality code, for example 04202; Sendai by ward.");
        return null;
    }

    /// <summary>A whole number within bounds, inclusive.</summary>
    public int Integer(string name, int fallback, int minimum, int maximum)
    {
        var text = Single(name);
        if (text is null)
        {
            return fallback;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < minimum || number > maximum)
        {
            Refuse(name, string.Create(CultureInfo.InvariantCulture, $"Use a whole number from {minimum} to {maximum}; without it, {fallback} is taken."));
            return fallback;
        }

        return number;
    }

    /// <summary><c>true</c> or <c>false</c>; false when the parameter is absent.</summary>
    public bool Flag(string name)
    {
        var text = Single(name);
        if (text is null or "false")
        {
            return false;
        }

        if (text != "true")
        {
            Refuse(name, "Use true or false; without it, false is taken.");
        }

        return true;
    }

    /// <summary>An instant, in UTC whatever offset it was written with; null when the parameter is absent or wrong.</summary>
    public DateTimeOffset? Instant(string name)
    {
        // In a query an unescaped '+' means a blank. An instant has no blank, so the offset of Japan may be sent as it is written.
        var text = Single(name)?.Replace(' ', '+');
        if (text is null)
        {
            return null;
        }

        if (HasOffset(text)
            && DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant)
            && instant.Year is >= FirstYear and <= LastYear)
        {
            return instant;
        }

        Refuse(name, "Use ISO 8601 with an offset, from 1970 to 2200, for example 2026-11-21T06:00:00+09:00 or 2026-11-20T21:00:00Z.");
        return null;
    }

    /// <summary>A fiscal year; null when the parameter is absent or wrong.</summary>
    public FiscalYear? FiscalYear(string name)
    {
        var text = Single(name);
        if (text is null)
        {
            return null;
        }

        if (Domain.FiscalYear.TryParse(text, out var year))
        {
            return year;
        }

        Refuse(name, "Use a fiscal year, for example R6, 2024 or 令和6年度.");
        return null;
    }

    /// <summary>True for <c>csv</c>, false for <c>json</c> and when the parameter is absent.</summary>
    public bool IsCsv(string name)
    {
        var text = Single(name);
        if (text is not (null or "json" or "csv"))
        {
            Refuse(name, "Use json or csv; without it, json is taken.");
        }

        return text == "csv";
    }

    /// <summary>A calendar day; null when the parameter is absent or wrong.</summary>
    public DateOnly? Day(string name)
    {
        var text = Single(name);
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= FirstYear and <= LastYear)
        {
            return day;
        }

        Refuse(name, "Use a day in Japan from 1970 to 2200, for example 2026-11-21.");
        return null;
    }

    // A local time would be read by this server's own zone.
    private static bool HasOffset(string text) => text.EndsWith('Z') || text.AsSpan(Math.Min(10, text.Length)).ContainsAny('+', '-');

    private string? Single(string name)
    {
        if (!_known.Contains(name))
        {
            _known.Add(name);
        }

        var values = query[name];
        if (values.Count > 1)
        {
            Refuse(name, "Give it once.");
        }

        return values.Count > 0 && values[0] is { Length: > 0 } text ? text : null;
    }
}
