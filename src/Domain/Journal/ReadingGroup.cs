using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Journal;

/// <summary>
/// The readings of one shape in a block, in columns: index i of <see cref="SourceIndex"/>, <see cref="MeasuredAt"/>, <see cref="ReceivedAt"/>,
/// <see cref="Sequence"/> and of each column of <see cref="Values"/> is one reading. Arrays are owned by the group and never altered.
/// </summary>
public sealed class ReadingGroup
{
    /// <summary>Metric names; column k of <see cref="Values"/> is metric k.</summary>
    public required MetricSet Metrics { get; init; }

    /// <summary>The distinct sensors in the group.</summary>
    public required ReadingSource[] Sources { get; init; }

    /// <summary>For each reading the index into <see cref="Sources"/>.</summary>
    public required int[] SourceIndex { get; init; }

    /// <summary>For each reading the device's clock, Unix time in ms.</summary>
    public required long[] MeasuredAt { get; init; }

    /// <summary>For each reading our clock at arrival, Unix time in ms.</summary>
    public required long[] ReceivedAt { get; init; }

    /// <summary>For each metric a column of values; <see cref="double.NaN"/> means missing.</summary>
    public required double[][] Values { get; init; }

    /// <summary>For each reading the device's own counter, -1 where it gave none; null when no reading of the group has one.</summary>
    public long[]? Sequence { get; init; }

    /// <summary>How far <see cref="MeasuredAt"/> can be trusted, for all readings of the group.</summary>
    public ClockTrust Clock { get; init; }

    /// <summary>What identifies a reading of the group.</summary>
    public IdentityKind Identity { get; init; }

    /// <summary>Name and version of the decoder, for all readings of the group.</summary>
    public required string Decoder { get; init; }

    /// <summary>True for history that was brought in afterwards, see <see cref="Decoders.IsHistory"/>.</summary>
    public bool IsHistory => Decoders.IsHistory(Decoder);

    /// <summary>Number of readings, at least 1.</summary>
    public int Count => SourceIndex.Length;

    /// <summary>The same readings with other values.</summary>
    /// <param name="values">A column for each metric, each as long as the group.</param>
    public ReadingGroup With(double[][] values) => new()
    {
        Metrics = Metrics,
        Sources = Sources,
        SourceIndex = SourceIndex,
        MeasuredAt = MeasuredAt,
        ReceivedAt = ReceivedAt,
        Values = values,
        Sequence = Sequence,
        Clock = Clock,
        Identity = Identity,
        Decoder = Decoder,
    };
}
