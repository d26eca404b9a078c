using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Gateway.Decoding;

/// <summary>
/// The shapes (ordered metric names) that a session has sent. A device repeats itself, so the last shape is the guess for the next: while names come as guessed, nothing is looked up. Not for
/// concurrent use.
/// </summary>
internal sealed class MetricShapes
{
    private readonly List<Shape> _known = [];
    private Shape? _guess;

    /// <summary>The name guessed to come at an index; null when there is no guess.</summary>
    public MetricName? Guess(int index) => _guess is { } guess && index < guess.Names.Length ? guess.Names[index] : null;

    /// <summary>The shared set of these names, each once, at least one.</summary>
    /// <param name="names">In payload order.</param>
    /// <param name="asGuessed">True when every name was the guessed one.</param>
    public MetricSet Find(ReadOnlySpan<MetricName> names, bool asGuessed)
    {
        if (asGuessed && _guess is { } guess && guess.Names.Length == names.Length)
        {
            return guess.Set;
        }

        foreach (var known in _known)
        {
            if (names.SequenceEqual(known.Names))
            {
                _guess = known;
                return known.Set;
            }
        }

        var added = new Shape(names.ToArray(), ToSet(names));
        if (_known.Count < DecoderLimits.Remembered)
        {
            _known.Add(added);
            _guess = added;
        }

        return added.Set;
    }

    private static MetricSet ToSet(ReadOnlySpan<MetricName> names)
    {
        var texts = new string[names.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = names[i].Text;
        }

        return new MetricSet(texts);
    }

    private sealed record Shape(MetricName[] Names, MetricSet Set);
}
