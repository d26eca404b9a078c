using MiyagiSensing.Gateway.Decoding;

namespace MiyagiSensing.Gateway.Rtk;

/// <summary>What is believed of a caster's or rover's clock, and what of its texts is stored.</summary>
internal static class RtkLimits
{
    private const int MaxTextLength = 200;

    /// <summary>User ids shorter than this are looked for as a whole text only; as a part they would be found by chance. Chosen.</summary>
    private const int TellingLength = 4;

    /// <summary>How far ahead of ours a clock may be. Source: the platform's contract on two clocks.</summary>
    private static readonly TimeSpan FutureLimit = TimeSpan.FromMinutes(5);

    /// <summary>Before this, a clock was never set.</summary>
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>False for what lies before 2000 or more than five minutes ahead of our clock.</summary>
    public static bool IsPlausible(DateTimeOffset at, DateTimeOffset now) => at >= Earliest && at <= now + FutureLimit;

    /// <summary>Free text for storing: cut to size, and left out where it names the user, as some client software does.</summary>
    public static string? Clean(string? text, string? user) =>
        text is null || (user is not null && Mentions(text, user)) ? null : StoredText.Clean(text, MaxTextLength);

    /// <summary>True when a text holds the user's id.</summary>
    public static bool Mentions(string text, string user) => user.Length < TellingLength
        ? text.Equals(user, StringComparison.OrdinalIgnoreCase)
        : text.Contains(user, StringComparison.OrdinalIgnoreCase);
}
