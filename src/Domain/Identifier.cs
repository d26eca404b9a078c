using System.Buffers;

namespace MiyagiSensing.Domain;

/// <summary>The one form of every id in the platform: <c>[a-z0-9][a-z0-9_-]{0,63}</c> (devices, stations, sensors, rules).</summary>
public static class Identifier
{
    /// <summary>Longest id, in characters (ASCII, so also bytes). Chosen: fits every topic level and label with room to spare.</summary>
    public const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>True when <paramref name="text"/> is a well-formed id. Never throws; an empty text is not an id.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxLength
        && (char.IsAsciiLetterLower(text[0]) || char.IsAsciiDigit(text[0]))
        && !text.ContainsAnyExcept(Allowed);
}
