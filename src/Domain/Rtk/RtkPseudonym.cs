using System.Buffers;

namespace MiyagiSensing.Domain.Rtk;

/// <summary>What stands for an RTK user id wherever something is stored or asked: random, and nothing in it leads back to the id.</summary>
public static class RtkPseudonym
{
    /// <summary>The form, for people.</summary>
    public const string Form = "rtk- and 20 hexadecimal digits in lower case";

    /// <summary>Random bytes of one. Chosen: 80 bits, by which no two of any number of users that there may be are the same by chance.</summary>
    public const int RandomBytes = 10;

    private const string Prefix = "rtk-";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>A pseudonym out of <see cref="RandomBytes"/> random bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more or fewer.</exception>
    public static string Of(ReadOnlySpan<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(random.Length, RandomBytes);
        return Prefix + Convert.ToHexStringLower(random);
    }

    /// <summary>True for a text of the form of a pseudonym.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && text.Length == Prefix.Length + (2 * RandomBytes) && !text[Prefix.Length..].ContainsAnyExcept(Digits);
}
