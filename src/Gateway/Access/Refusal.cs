using System.Security.Cryptography;
using System.Text;

namespace MiyagiSensing.Gateway.Access;

/// <summary>Something a client wanted and was not given.</summary>
/// <param name="At">When, UTC, by our clock.</param>
/// <param name="Reason">Why.</param>
/// <param name="Client">The registered device's id, as claimed (CONNECT) or proven (otherwise); <see cref="UnknownUser"/> for a user name that is none; null when there was no user name.</param>
/// <param name="Address">Where the client connected from; null when not known.</param>
/// <param name="Topic">Topic or filter, cut to 200 characters; null when it was not about one.</param>
public sealed record Refusal(DateTimeOffset At, RefusalReason Reason, string? Client, string? Address, string? Topic)
{
    /// <summary>Hexadecimal digits that stand for a user name. Chosen: enough to tell the few that knock at a door apart.</summary>
    private const int Digits = 8;

    /// <summary>What is shown of a user name that is not a registered device's: it may be a person's id or a secret in the wrong field. The same name gives the same text: <c>printf %s NAME | sha256sum</c> begins with its digits.</summary>
    internal static string UnknownUser(string name) => $"unknown user #{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..Digits]}";
}
