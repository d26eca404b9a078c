using System.Globalization;

namespace MiyagiSensing.Dashboard.Rendering;

/// <summary>Numbers as people read them; <c>values.ts</c> writes the same form.</summary>
internal static class NumberText
{
    /// <summary>A fixed number of digits after the point, with a true minus sign and never a negative zero; a dash when missing.</summary>
    public static string Of(double? value, int decimals) => value is not { } number
        ? "–"
        : number.ToString("F" + decimals, CultureInfo.InvariantCulture) is ['-', .. var digits]
            ? digits.AsSpan().ContainsAnyInRange('1', '9') ? "−" + digits : digits
            : number.ToString("F" + decimals, CultureInfo.InvariantCulture);

    /// <summary>As short as the number allows, for limits.</summary>
    public static string Plain(double value) => value.ToString("0.######", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>A count with separators.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
