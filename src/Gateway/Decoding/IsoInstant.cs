namespace MiyagiSensing.Gateway.Decoding;

/// <summary>Instants as ISO 8601 text with an offset (RFC 3339 section 5.6).</summary>
/// <remarks>
/// <code>
/// YYYY-MM-DD (T | t | space) hh:mm [:ss [(. | ,) digits]] (Z | z | (+ | -) hh[[:]mm])
/// </code>
/// Seconds may be left out and the offset may be short, as loggers do. A text without an offset is not an instant. A leap second (:60) is refused: no clock of ours can hold it.
/// </remarks>
internal static class IsoInstant
{
    private const int MinimumLength = 17;
    private const int TimeAt = 10;

    /// <summary>Unix time in ms, truncated; false when the text has another form or names no instant of the years 1 to 9999.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long unixMilliseconds)
    {
        unixMilliseconds = 0;
        if (text.Length < MinimumLength || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[TimeAt] is not ((byte)'T' or (byte)'t' or (byte)' ')
            || !TryNumber(text[..4], out var year) || !TryNumber(text[5..7], out var month) || !TryNumber(text[8..10], out var day)
            || !TryNumber(text[11..13], out var hour) || !TryNumber(text[14..16], out var minute)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59)
        {
            return false;
        }

        var rest = text[16..];
        if (!TrySeconds(ref rest, out var milliseconds) || !TryOffset(rest, out var offsetMinutes))
        {
            return false;
        }

        var ticks = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc).Ticks
            + (milliseconds * TimeSpan.TicksPerMillisecond) - (offsetMinutes * TimeSpan.TicksPerMinute);
        unixMilliseconds = (ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;
    }

    private static bool TrySeconds(ref ReadOnlySpan<byte> rest, out int milliseconds)
    {
        milliseconds = 0;
        if (rest.IsEmpty || rest[0] != ':')
        {
            return true;
        }

        if (rest.Length < 3 || !TryNumber(rest[1..3], out var second) || second > 59)
        {
            return false;
        }

        milliseconds = second * 1_000;
        rest = rest[3..];
        if (rest.IsEmpty || rest[0] is not ((byte)'.' or (byte)','))
        {
            return true;
        }

        var digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits < 1)
        {
            return false;
        }

        var fraction = rest[1..(1 + Math.Min(digits, 3))];
        rest = rest[(1 + digits)..];
        _ = TryNumber(fraction, out var value);
        milliseconds += value * (fraction.Length switch { 1 => 100, 2 => 10, _ => 1 });
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        if (rest.Length == 1)
        {
            return rest[0] is (byte)'Z' or (byte)'z';
        }

        if (rest.Length is not (3 or 5 or 6) || rest[0] is not ((byte)'+' or (byte)'-') || !TryNumber(rest[1..3], out var hours) || hours > 23)
        {
            return false;
        }

        var part = 0;
        if ((rest.Length == 6 && rest[3] != ':') || (rest.Length > 3 && !TryNumber(rest[^2..], out part)) || part > 59)
        {
            return false;
        }

        minutes = ((hours * 60) + part) * (rest[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return true;
    }
}
