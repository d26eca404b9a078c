using System.Buffers;
using System.Collections.Frozen;

namespace MiyagiSensing.Gateway.Rtk;

/// <summary>
/// Why a session ended, in words that name nobody. The message of an end does not say whose session it was, so a free text can't be held against the user's id; a reason is kept when all its words are of those that casters
/// use, and is <see cref="Other"/> when one is not.
/// </summary>
internal static class RtkReasons
{
    /// <summary>A reason was given, and is not kept.</summary>
    public const string Other = "other";

    private static readonly SearchValues<char> Separators = SearchValues.Create(" .,:;/()[]-_");

    /// <summary>Chosen: from the end reasons of BKG's and SNIP's casters and of NTRIP clients.</summary>
    private static readonly FrozenSet<string> Words = new[]
    {
        "a", "another", "application", "at", "authorized", "bad", "base", "by", "caster", "client", "close", "closed", "connection", "data", "disconnect", "disconnected", "end", "ended", "eof", "error", "expired", "failed",
        "finished", "from", "handover", "idle", "inactive", "itself", "kicked", "killed", "left", "limit", "logged", "logout", "lost", "maintenance", "mountpoint", "moved", "network", "no", "normal", "not", "of", "off", "operator",
        "out", "peer", "position", "quit", "reached", "read", "request", "requested", "reset", "restart", "server", "session", "shutdown", "signed", "socket", "source", "sourcetable", "stop", "stopped", "stream", "the", "time",
        "timed", "timeout", "to", "transferred", "unknown", "user", "write",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The reason as it may be stored; null when none was given.</summary>
    public static string? Of(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return null;
        }

        var words = Words.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var range in reason.AsSpan().SplitAny(Separators))
        {
            var word = reason.AsSpan()[range];
            if (!word.IsEmpty && !words.Contains(word))
            {
                return Other;
            }
        }

        return reason.Length <= 100 ? reason : Other;
    }
}
