using System.Text;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Gateway.Decoding;

/// <summary>The sensors that a session has named, one shared <see cref="ReadingSource"/> each. Not for concurrent use.</summary>
internal sealed class SensorSources(string device)
{
    private readonly List<(byte[] Utf8, ReadingSource Source)> _known = [];

    /// <summary>The sensor of a payload that names none.</summary>
    public ReadingSource Default { get; } = new(device, ReadingSource.DefaultSensor);

    /// <summary>The sensor behind the bytes; null when they are not an id (see <see cref="Identifier"/>).</summary>
    public ReadingSource? Find(ReadOnlySpan<byte> utf8)
    {
        foreach (var (known, source) in _known)
        {
            if (utf8.SequenceEqual(known))
            {
                return source;
            }
        }

        if (!IdentifierBytes.TryRead(utf8, out var sensor))
        {
            return null;
        }

        var added = new ReadingSource(device, sensor);
        if (_known.Count < DecoderLimits.Remembered)
        {
            _known.Add((Encoding.ASCII.GetBytes(sensor), added));
        }

        return added;
    }
}
