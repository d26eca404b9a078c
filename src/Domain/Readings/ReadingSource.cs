namespace MiyagiSensing.Domain.Readings;

/// <summary>Where a reading comes from: one sensor of one device. Equal by value; decoders hand out one shared instance per sensor.</summary>
/// <param name="Device">Device id, see <see cref="Identifier"/>.</param>
/// <param name="Sensor">Sensor id within the device; <c>main</c> when the payload names none.</param>
public sealed record ReadingSource(string Device, string Sensor)
{
    /// <summary>The sensor's id when the payload names none.</summary>
    public const string DefaultSensor = "main";
}
