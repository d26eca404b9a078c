namespace MiyagiSensing.Domain.Readings;

/// <summary>
/// The values of one sensor at one instant, as a decoder made them from a payload. Immutable once built: nothing downstream
/// alters a raw value.
/// </summary>
public sealed class Reading
{
    /// <summary>The sensor that measured.</summary>
    public required ReadingSource Source { get; init; }

    /// <summary>The names of <see cref="Values"/>, in the same order.</summary>
    public required MetricSet Metrics { get; init; }

    /// <summary>One value for each metric, in the catalog's unit; <see cref="double.NaN"/> means missing. Owned by the reading.</summary>
    public required double[] Values { get; init; }

    /// <summary>The device's clock, UTC, whole milliseconds; the arrival when the device gave none (see <see cref="Clock"/>).</summary>
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>Our clock at arrival, UTC, whole milliseconds.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The device's own counter, 0 or more; null when the payload had none.</summary>
    public long? Sequence { get; init; }

    /// <summary>How far <see cref="MeasuredAt"/> can be trusted.</summary>
    public ClockTrust Clock { get; init; }

    /// <summary>What makes this reading the same when it is sent again.</summary>
    public IdentityKind Identity { get; init; }

    /// <summary>Name and version of the decoder, for example <c>json/1</c>.</summary>
    public required string Decoder { get; init; }
}
