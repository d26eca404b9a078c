namespace MiyagiSensing.Simulators.Physics;

/// <summary>
/// A pipe bridge: strain, force and tilt that follow the air's temperature, and on one bridge a hanger that slackens in three steps, with the values that a test bridge showed
/// (Jaelani et al., Steel Construction 16, 2023).
/// </summary>
public sealed class BridgeModel(int seed, bool slackens)
{
    private static readonly double[] StrainSteps = [0, 34, 85, 131];
    private static readonly double[] ForceSteps = [234, 190, 156, 114];
    private static readonly double[] StepHours = [1.5, 4, 6.5];

    /// <summary>How far the hanger has slackened, 0 to 3.</summary>
    public double Slack(double hours) => slackens ? StepHours.Sum(step => Curve.SmoothStep((hours - step) / 0.3)) : 0;

    /// <summary>Air temperature, °C.</summary>
    public static double AirTemperature(DateTimeOffset at) => 22 + (5 * Math.Sin(2 * Math.PI * (at.TimeOfDay.TotalHours - 1) / 24));

    /// <summary>Strain, µm/m.</summary>
    public double Strain(DateTimeOffset at, double hours, long step) => Along(StrainSteps, Slack(hours)) + Warmth(at) + (1.5 * Curve.Noise(seed, step));

    /// <summary>Force of the support, kN.</summary>
    public double Force(DateTimeOffset at, double hours, long step) => Along(ForceSteps, Slack(hours)) - (0.3 * Warmth(at)) + (0.8 * Curve.Noise(seed + 1, step));

    /// <summary>Inclination, degrees.</summary>
    public double Tilt(double hours, long step) => (0.075 * Slack(hours)) + (0.0015 * Curve.Noise(seed + 2, step));

    /// <summary>Acceleration in g, a sample of the span's vibration at its natural frequency, which falls as the hanger slackens.</summary>
    public double Acceleration(double hours, double seconds, long step) =>
        (0.0011 * Math.Sin(2 * Math.PI * (3.2 - (0.25 * Slack(hours))) * seconds)) + (0.0002 * Curve.Noise(seed + 3, step));

    private static double Warmth(DateTimeOffset at) => 0.8 * (AirTemperature(at) - 22);

    private static double Along(double[] steps, double slack)
    {
        var lower = Math.Min((int)slack, steps.Length - 2);
        return steps[lower] + ((steps[lower + 1] - steps[lower]) * (slack - lower));
    }
}
