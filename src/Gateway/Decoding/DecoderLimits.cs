namespace MiyagiSensing.Gateway.Decoding;

/// <summary>Bounds of one payload. The size in bytes is bounded before, by the MQTT server.</summary>
internal static class DecoderLimits
{
    /// <summary>Deepest nesting of JSON. Chosen: the native form needs 4, unknown members may bring some of their own.</summary>
    public const int Depth = 16;

    /// <summary>Most items of an array, and most readings of a message. Chosen: 20 s of acceleration at 200 Hz; one day of a gauge that stores each half minute fits.</summary>
    public const int Readings = 4_096;

    /// <summary>Most metrics of one reading. Chosen: ten times the largest station of the catalog.</summary>
    public const int Metrics = 128;

    /// <summary>Most dead letters of one message; what is beyond shares one. Chosen: enough to see the pattern, few enough that a broken device can't fill the store with small payloads.</summary>
    public const int Faults = 100;

    /// <summary>Most distinct sensors, metric names or shapes that a session remembers; more are decoded, only slower. Chosen: far above any station of the catalog.</summary>
    public const int Remembered = 128;
}
