namespace MiyagiSensing.Simulators.Physics;

/// <summary>One farmer's use of RTK corrections, as a caster reports it.</summary>
/// <param name="Session">Session id.</param>
/// <param name="User">User id of the farmer, made up.</param>
/// <param name="StartHours">When it starts, hours since the story began.</param>
/// <param name="LengthHours">How long it lasts, hours.</param>
/// <param name="NorthDegrees">How far north of the base the field lies, degrees.</param>
/// <param name="EastDegrees">How far east, degrees.</param>
public sealed record FarmerSession(string Session, string User, double StartHours, double LengthHours, double NorthDegrees, double EastDegrees)
{
    /// <summary>The sessions of one base in one story of twelve hours.</summary>
    public static IReadOnlyList<FarmerSession> OfBase(string station, int seed, int story) =>
    [
        .. Enumerable.Range(0, 6).Select(i => new FarmerSession(
            $"{station}-{story}-{i}",
            $"farmer-{(((Math.Abs(seed) % 40) * 6) + i):0000}",
            0.2 + (5 * ((Curve.Noise(seed, i) + 1) / 2)),
            1 + (2.5 * ((Curve.Noise(seed, i + 10) + 1) / 2)),
            0.12 * Curve.Noise(seed, i + 20),
            0.12 * Curve.Noise(seed, i + 30))),
    ];

    /// <summary>GGA quality so long into the session: single, then float, then fixed, with a drop now and then.</summary>
    public static int FixAfter(double hours, long step) => (hours, step % 17) switch
    {
        ( < 0.02, _) => 1,
        ( < 0.1, _) => 5,
        (_, 0) => 5,
        _ => 4,
    };
}
