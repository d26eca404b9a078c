using System.Globalization;
using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Host.Import;

/// <summary>Reads a file's instants.</summary>
internal sealed class ImportClock(ImportTime time)
{
    private const long EarliestSeconds = -62_135_596_800;
    private const long LatestSeconds = 253_402_300_799;

    private readonly TimeZoneInfo? _zone = time.Zone is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : null;

    /// <summary>The instant in UTC, cut to whole milliseconds; false with the reason otherwise.</summary>
    public bool TryRead(string text, out DateTimeOffset instant, out string fault)
    {
        (instant, fault) = (default, "");
        if (time.Format is "unix" or "unix-ms")
        {
            var parts = time.Format == "unix" ? 1 : 1_000;
            if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                || number / parts is < EarliestSeconds or > LatestSeconds)
            {
                fault = $"'{text}' is not a Unix time";
                return false;
            }

            instant = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Floor(number * (1_000 / parts)));
            return true;
        }

        var isParsed = time.Format == "iso"
            ? DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var local)
            : DateTime.TryParseExact(text, time.Format, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out local);
        if (!isParsed)
        {
            fault = $"'{text}' is not an instant of the form {time.Format}";
            return false;
        }

        if (local.Kind == DateTimeKind.Unspecified)
        {
            if (_zone is null)
            {
                fault = $"'{text}' has no offset, and the mapping names no zone";
                return false;
            }

            if (_zone.IsInvalidTime(local) || _zone.IsAmbiguousTime(local))
            {
                fault = $"'{text}' {(_zone.IsInvalidTime(local) ? "never was" : "was twice")} by the clocks of {_zone.Id}, which changed then; write it with an offset";
                return false;
            }

            local = TimeZoneInfo.ConvertTimeToUtc(local, _zone);
        }

        var utc = local.ToUniversalTime();
        instant = new DateTimeOffset(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        return true;
    }
}
