namespace MiyagiSensing.Simulators.Physics;

/// <summary>
/// Water at a buoy: the season's mean, the day, the tide, and in each story a marine heat wave that reaches the surface first, and a freshet that thins the upper water.
/// </summary>
public sealed class BuoyModel(int seed)
{
    private readonly double _strength = 0.75 + (0.25 * ((Curve.Noise(seed, 2) + 1) / 2));

    /// <summary>Water temperature, °C.</summary>
    public double Temperature(DateTimeOffset at, double hours, double depthMetres, long step)
    {
        var dayOfYear = at.DayOfYear + (at.TimeOfDay.TotalDays);
        var season = 14.5 + (8.5 * Math.Sin(2 * Math.PI * (dayOfYear - 135) / 365));
        var day = 0.6 * Math.Exp(-depthMetres / 3) * Math.Sin(2 * Math.PI * (at.TimeOfDay.TotalHours - 4) / 24);
        // The wave brings the surface to about 31 °C in any season, so that the story is told whenever it is played.
        var heat = (31.5 - season) * _strength * Curve.Wave(hours - 0.5, 3, 3) * Math.Exp(-depthMetres / 25);
        return season + day + heat - (0.12 * depthMetres) + (0.05 * Curve.Noise(seed, step));
    }

    /// <summary>Practical salinity.</summary>
    public double Salinity(DateTimeOffset at, double hours, double depthMetres, long step)
    {
        var tide = 0.3 * Math.Sin(2 * Math.PI * at.ToUnixTimeSeconds() / (12.42 * 3600));
        var freshet = 20 * _strength * Curve.Wave(hours - 3, 2, 2.5) * Math.Exp(-depthMetres / 2);
        return 33.4 + tide - freshet + (0.04 * Curve.Noise(seed + 1, step));
    }

    /// <summary>Dissolved oxygen, mg/L: less in warm water.</summary>
    public double Oxygen(double temperature, long step) => 13.5 - (0.25 * temperature) + (0.05 * Curve.Noise(seed + 2, step));
}
