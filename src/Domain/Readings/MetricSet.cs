namespace MiyagiSensing.Domain.Readings;

/// <summary>
/// The ordered metric names that the readings of one shape share. Equal by content, so that readings of one shape
/// fall into one group of a journal block; decoders hand out one shared instance per shape.
/// </summary>
public sealed class MetricSet : IEquatable<MetricSet>
{
    private readonly string[] _names;
    private readonly int _hash;

    /// <summary>Takes the names in payload order; at least one, each once.</summary>
    public MetricSet(params ReadOnlySpan<string> names)
    {
        ArgumentOutOfRangeException.ThrowIfZero(names.Length, nameof(names));
        _names = names.ToArray();
        var hash = default(HashCode);
        foreach (var name in _names)
        {
            hash.Add(name, StringComparer.Ordinal);
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>Metric names in payload order, each once.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>How many metrics; at least 1.</summary>
    public int Count => _names.Length;

    /// <summary>The name at <paramref name="index"/>, 0 to <see cref="Count"/> - 1.</summary>
    public string this[int index] => _names[index];

    /// <inheritdoc />
    public bool Equals(MetricSet? other) =>
        ReferenceEquals(this, other) || (other is not null && _names.AsSpan().SequenceEqual(other._names));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as MetricSet);

    /// <inheritdoc />
    public override int GetHashCode() => _hash;
}
