namespace MiyagiSensing.Domain.Rivers;

/// <summary>
/// How fast a level rises: the slope of the straight line through the readings of the last hour (least squares), which for two readings is their difference by the time between them. Ten-minute values make a line through
/// seven points, in which a single wave or splash counts little; hourly values make one through two.
/// </summary>
public static class RateOfRise
{
    /// <summary>Readings this long before the newest one count. Chosen: rises are announced by the hour.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Where the window has too little, the reading before it counts too, if it is no older than this. Chosen: hourly snapshots of ten-minute values lie up to 110 minutes apart.</summary>
    public static readonly TimeSpan FarthestBack = TimeSpan.FromHours(2);

    /// <summary>The readings must stretch over this long. Chosen: within less, a centimetre of waves looks like a rise of decimetres an hour.</summary>
    public static readonly TimeSpan LeastSpan = TimeSpan.FromMinutes(20);

    /// <summary>The rise at the newest reading, metres an hour, negative when the level falls; null when there are too few readings, or too far apart.</summary>
    /// <param name="readings">Oldest first, one for each instant; the last one is the newest.</param>
    public static double? Of(ReadOnlySpan<LevelReading> readings)
    {
        if (readings.Length < 2)
        {
            return null;
        }

        var newest = readings[^1].MeasuredAt;
        var first = readings.Length - 1;
        while (first > 0 && newest - readings[first - 1].MeasuredAt <= Window)
        {
            first--;
        }

        if (newest - readings[first].MeasuredAt < LeastSpan && first > 0 && newest - readings[first - 1].MeasuredAt <= FarthestBack)
        {
            first--;
        }

        return newest - readings[first].MeasuredAt < LeastSpan ? null : Slope(readings[first..], newest);
    }

    private static double Slope(ReadOnlySpan<LevelReading> readings, DateTimeOffset newest)
    {
        var (meanHours, meanMetres) = (0.0, 0.0);
        foreach (var reading in readings)
        {
            meanHours += (reading.MeasuredAt - newest).TotalHours / readings.Length;
            meanMetres += reading.Metres / readings.Length;
        }

        var (products, squares) = (0.0, 0.0);
        foreach (var reading in readings)
        {
            var hours = (reading.MeasuredAt - newest).TotalHours - meanHours;
            products += hours * (reading.Metres - meanMetres);
            squares += hours * hours;
        }

        return products / squares;
    }
}
