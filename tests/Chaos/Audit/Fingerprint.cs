using MiyagiSensing.Chaos.Load;

namespace MiyagiSensing.Chaos.Audit;

/// <summary>
/// How many values, and the sum of their hashes: tells whether two heaps of millions hold the same values, in any order, without keeping either.
/// </summary>
internal sealed class Fingerprint
{
    private readonly Dictionary<string, (long Count, ulong Sum)> _devices = [];

    /// <summary>Values of all devices.</summary>
    public long Count => _devices.Values.Sum(device => device.Count);

    /// <summary>Takes a value in.</summary>
    public void Add(Identity identity, double value)
    {
        var (count, sum) = _devices.GetValueOrDefault(identity.Device);
        _devices[identity.Device] = (count + 1, unchecked(sum + HashOf(identity, value)));
    }

    /// <summary>The devices whose values differ, with both counts.</summary>
    public IEnumerable<string> DifferencesTo(Fingerprint other)
    {
        foreach (var device in _devices.Keys.Union(other._devices.Keys).Order(StringComparer.Ordinal))
        {
            var (mine, theirs) = (_devices.GetValueOrDefault(device), other._devices.GetValueOrDefault(device));
            if (mine != theirs)
            {
                yield return $"{device}: {mine.Count} values expected, {theirs.Count} found{(mine.Count == theirs.Count ? ", not the same" : "")}";
            }
        }
    }

    /// <summary>FNV-1a with 64 bits (draft-eastlake-fnv), stirred at the end so that sums of similar hashes do not cancel out.</summary>
    private static ulong HashOf(Identity identity, double value)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var text in new[] { identity.Sensor, identity.Metric })
        {
            foreach (var letter in text)
            {
                hash = unchecked((hash ^ letter) * 1_099_511_628_211UL);
            }
        }

        // Minus zero and zero are the same value; adding zero makes both the latter.
        foreach (var number in new[] { (ulong)identity.Key, BitConverter.DoubleToUInt64Bits(value + 0.0) })
        {
            hash = unchecked((hash ^ number) * 1_099_511_628_211UL);
            hash ^= hash >> 32;
            hash = unchecked(hash * 0x9E37_79B9_7F4A_7C15UL);
        }

        return hash ^ (hash >> 29);
    }
}
