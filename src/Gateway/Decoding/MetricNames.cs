using MiyagiSensing.Domain;

namespace MiyagiSensing.Gateway.Decoding;

/// <summary>The metric names that a session has seen, so that each becomes a string once. Not for concurrent use.</summary>
internal sealed class MetricNames(string domain, MissingValues missing)
{
    private readonly List<MetricName> _known = [];

    /// <summary>The name behind the bytes; null when they are not an id (see <see cref="Identifier"/>).</summary>
    public MetricName? Find(ReadOnlySpan<byte> utf8)
    {
        foreach (var known in _known)
        {
            if (known.Utf8.SequenceEqual(utf8))
            {
                return known;
            }
        }

        if (!IdentifierBytes.TryRead(utf8, out var text))
        {
            return null;
        }

        var name = new MetricName(text, missing.Of(domain, text));
        if (_known.Count < DecoderLimits.Remembered)
        {
            _known.Add(name);
        }

        return name;
    }
}
