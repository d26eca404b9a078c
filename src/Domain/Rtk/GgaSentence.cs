using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MiyagiSensing.Domain.Rtk;

/// <summary>An NMEA 0183 GGA sentence: <c>$ttGGA,hhmmss.ss,ddmm.mm,N,dddmm.mm,E,q,nn,h.h,a.a,M,g.g,M,age,ref*hh</c>.</summary>
/// <param name="Time">Time of day, UTC. The sentence has no date.</param>
/// <param name="Quality">0 none, 1 single, 2 DGPS, 3 PPS, 4 RTK fixed, 5 RTK float, 6 estimated, 7 manual, 8 simulator.</param>
/// <param name="Satellites">Satellites in use; null when not stated.</param>
/// <param name="AgeSeconds">Age of corrections, s, from 0; null when not stated.</param>
/// <param name="Latitude">Degrees north; null when there is no position.</param>
/// <param name="Longitude">Degrees east; there together with the latitude.</param>
public readonly record struct GgaSentence(TimeSpan Time, int Quality, int? Satellites, decimal? AgeSeconds, double? Latitude, double? Longitude)
{
    private const int Fields = 15;

    /// <summary>Chosen: a receiver that works with corrections of eleven days ago has a fault.</summary>
    private const decimal OldestAge = 1_000_000;

    private static readonly string[] TimeFormats = ["hhmmss", @"hhmmss\.f", @"hhmmss\.ff", @"hhmmss\.fff"];

    /// <summary>True for a line that means to be a GGA sentence, sound or not.</summary>
    public static bool IsOne(ReadOnlySpan<char> line) => line.Length > 6 && line[0] == '$' && line[3..6] is "GGA" && line[6] == ',';

    /// <summary>Reads one line without its line end. False with what is wrong, in words that never quote the line, since it holds a position.</summary>
    public static bool TryParse(string line, out GgaSentence sentence, [NotNullWhen(false)] out string? fault)
    {
        sentence = default;
        if (!IsOne(line))
        {
            fault = "is no GGA sentence";
            return false;
        }

        if (!HasChecksum(line))
        {
            fault = "has no checksum, or one that does not fit";
            return false;
        }

        var fields = line[..line.LastIndexOf('*')].Split(',');
        if (fields.Length != Fields)
        {
            fault = $"has {fields.Length} fields instead of {Fields}";
            return false;
        }

        if (!TimeSpan.TryParseExact(fields[1], TimeFormats, CultureInfo.InvariantCulture, out var time))
        {
            fault = "has no time of day";
            return false;
        }

        if (fields[6] is not [>= '0' and <= '8'])
        {
            fault = "has no quality from 0 to 8";
            return false;
        }

        if (!TryNumber(fields[7], 999, out var satellites) || !TryNumber(fields[13], OldestAge, out var age))
        {
            fault = "has a number of satellites or an age of corrections that is none";
            return false;
        }

        if (!TryAngle(fields[2], fields[3], 'N', 'S', 90, out var latitude) || !TryAngle(fields[4], fields[5], 'E', 'W', 180, out var longitude) || latitude.HasValue != longitude.HasValue)
        {
            fault = "has a position that is none";
            return false;
        }

        fault = null;
        sentence = new GgaSentence(time, fields[6][0] - '0', (int?)satellites, age, latitude, longitude);
        return true;
    }

    /// <summary>The instant with this time of day that lies nearest to another: the sentence has no date, and around midnight the nearest day need not be the other's own.</summary>
    public DateTimeOffset Near(DateTimeOffset instant)
    {
        var midnight = new DateTimeOffset(instant.UtcDateTime.Date, TimeSpan.Zero);
        var at = midnight + Time;
        return at - instant > TimeSpan.FromHours(12) ? at.AddDays(-1) : instant - at > TimeSpan.FromHours(12) ? at.AddDays(1) : at;
    }

    /// <summary>The exclusive-or of what stands between <c>$</c> and <c>*</c>, in two hexadecimal digits at the end.</summary>
    private static bool HasChecksum(string line)
    {
        var star = line.LastIndexOf('*');
        if (star != line.Length - 3 || !byte.TryParse(line.AsSpan(star + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var stated))
        {
            return false;
        }

        var sum = 0;
        for (var i = 1; i < star; i++)
        {
            sum ^= line[i];
        }

        return sum == stated;
    }

    private static bool TryNumber(string text, decimal max, out decimal? number)
    {
        number = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read) || read > max)
        {
            return false;
        }

        number = read;
        return true;
    }

    /// <summary>Degrees and minutes: <c>3817.1234,N</c>.</summary>
    private static bool TryAngle(string text, string side, char positive, char negative, int max, out double? degrees)
    {
        degrees = null;
        if (text.Length == 0)
        {
            return true;
        }

        var digits = max == 90 ? 2 : 3;
        if (side.Length != 1 || (side[0] != positive && side[0] != negative) || text.Length < digits + 2
            || !int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
            || !double.TryParse(text.AsSpan(digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) || minutes >= 60)
        {
            return false;
        }

        degrees = (whole + (minutes / 60)) * (side[0] == positive ? 1 : -1);
        return Math.Abs(degrees.Value) <= max;
    }
}
