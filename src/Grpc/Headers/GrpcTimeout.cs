using System.Globalization;

namespace MiyagiSensing.Grpc.Headers;

/// <summary>The <c>grpc-timeout</c> header: how long the caller waits, counted from the arrival of the request.</summary>
public static class GrpcTimeout
{
    // Timeout      -> "grpc-timeout" TimeoutValue TimeoutUnit
    // TimeoutValue -> {positive integer as ASCII string of at most 8 digits}
    // TimeoutUnit  -> "H" / "M" / "S" / "m" / "u" / "n"     ; hour, minute, second, milli-, micro-, nanosecond
    // Source: gRPC doc/PROTOCOL-HTTP2.md, "Requests".
    private const int MaxDigits = 8;
    private const long LargestValue = 99_999_999;
    private const long NanosecondsPerTick = 100;

    /// <summary>Reads a header value. Nanoseconds are rounded up to .NET's ticks of 100 ns.</summary>
    /// <param name="text">The value, for example <c>250m</c>.</param>
    /// <param name="timeout">0 to 99,999,999 hours; zero means that the deadline has passed.</param>
    /// <returns>False when it is not of the header's form.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > MaxDigits + 1
            || !long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        var ticks = text[^1] switch
        {
            'H' => value * TimeSpan.TicksPerHour,
            'M' => value * TimeSpan.TicksPerMinute,
            'S' => value * TimeSpan.TicksPerSecond,
            'm' => value * TimeSpan.TicksPerMillisecond,
            'u' => value * TimeSpan.TicksPerMicrosecond,
            'n' => (value + NanosecondsPerTick - 1) / NanosecondsPerTick,
            _ => -1,
        };
        timeout = TimeSpan.FromTicks(Math.Max(ticks, 0));
        return ticks >= 0;
    }

    /// <summary>Writes a header value in the finest unit that holds it, milliseconds at the finest, rounded up.</summary>
    /// <param name="timeout">More than zero, up to 99,999,999 hours.</param>
    public static string Format(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout.Ticks / TimeSpan.TicksPerHour, LargestValue, nameof(timeout));
        ReadOnlySpan<(long Ticks, char Unit)> units =
        [
            (TimeSpan.TicksPerMillisecond, 'm'), (TimeSpan.TicksPerSecond, 'S'), (TimeSpan.TicksPerMinute, 'M'), (TimeSpan.TicksPerHour, 'H'),
        ];
        foreach (var (ticks, unit) in units)
        {
            var value = ((timeout.Ticks - 1) / ticks) + 1;
            if (value <= LargestValue)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{LargestValue}H");
    }
}
