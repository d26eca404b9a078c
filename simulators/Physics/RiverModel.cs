namespace MiyagiSensing.Simulators.Physics;

/// <summary>
/// Stage at a gauge: base flow and one flood wave in each story, which reaches gauges further downstream later. A third of the gauges pass their flooding level, a third
/// only the danger level, the others stay below it.
/// </summary>
public sealed class RiverModel(int seed, double reporting, double? danger, double flooding)
{
    /// <summary>Hours until the wave has risen to its peak.</summary>
    private const double Rise = 3;

    /// <summary>Time constant of the recession, hours.</summary>
    private const double Recession = 1.5;

    private readonly double _delay = 0.5 + ((Curve.Noise(seed, 1) + 1) * 0.75);
    private readonly double _baseFlow = reporting - 1;

    private readonly double _peak = (Math.Abs(seed) % 3) switch
    {
        0 => flooding + 0.12,
        1 => (((danger ?? flooding) + flooding) / 2) - 0.03,
        _ => reporting + (((danger ?? flooding) - reporting) * 0.6),
    };

    /// <summary>Stage in m.</summary>
    /// <param name="hours">Hours since the story began.</param>
    /// <param name="step">Number of the measurement, for the noise.</param>
    public double Stage(double hours, long step) =>
        _baseFlow + ((_peak - _baseFlow) * Curve.Wave(hours - _delay, Rise, Recession)) + (0.008 * Curve.Noise(seed, step + 100));
}
