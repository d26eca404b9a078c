namespace MiyagiSensing.Simulators.Physics;

/// <summary>Shapes that the models are made of.</summary>
public static class Curve
{
    /// <summary>0 before 0, 1 after 1, smooth between (3x² - 2x³).</summary>
    public static double SmoothStep(double x)
    {
        var t = Math.Clamp(x, 0, 1);
        return t * t * (3 - (2 * t));
    }

    /// <summary>A flood wave: rises over <paramref name="rise"/> hours from 0 to 1, then falls exponentially with the time constant <paramref name="recession"/> hours.</summary>
    public static double Wave(double hours, double rise, double recession) =>
        hours <= rise ? SmoothStep(hours / rise) : Math.Exp(-(hours - rise) / recession);

    /// <summary>Noise from -1 to 1 that depends only on seed and step, so that a run can be repeated.</summary>
    public static double Noise(int seed, long step)
    {
        var x = (ulong)step * 0x9E3779B97F4A7C15UL + (ulong)seed * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        x ^= x >> 31;
        return ((x >> 11) / (double)(1UL << 52)) - 1;
    }
}
