using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>Looks for identities in columns of readings, in any number of pieces; of several under one identity the first committed counts.</summary>
internal sealed class IdentitySearch
{
    private readonly ILookup<SeriesId, int> _bySeries;
    private readonly IReadOnlyList<ReadingIdentity> _identities;
    private readonly double?[] _values;
    private readonly long[] _positions;

    /// <summary>Begins with nothing found.</summary>
    public IdentitySearch(IReadOnlyList<ReadingIdentity> identities)
    {
        _identities = identities;
        _values = new double?[identities.Count];
        _positions = new long[identities.Count];
        _bySeries = Enumerable.Range(0, identities.Count)
            .ToLookup(i => new SeriesId(identities[i].Series.Source.Device, identities[i].Series.Source.Sensor, identities[i].Series.Metric));
    }

    /// <summary>For each identity the value found; null when none was.</summary>
    public IReadOnlyList<double?> Values => _values;

    /// <summary>Looks through sorted readings of one series.</summary>
    public void Look(SeriesId series, HistoryColumns columns)
    {
        Dictionary<long, int>? sequences = null;
        foreach (var i in _bySeries[series])
        {
            var instant = _identities[i].Instant;
            if (_identities[i].Series.Kind == IdentityKind.Sequence)
            {
                sequences ??= SequencesOf(columns);
                if (sequences.TryGetValue(instant, out var at))
                {
                    Found(i, columns, at);
                }

                continue;
            }

            for (var at = HistoryColumns.LowerBound(columns.Measured, instant); at < columns.Count && columns.Measured[at] == instant; at++)
            {
                if (HistoryColumns.IdentityOf(columns.Marks[at]) == IdentityKind.Time)
                {
                    Found(i, columns, at);
                }
            }
        }
    }

    private static Dictionary<long, int> SequencesOf(HistoryColumns columns)
    {
        Dictionary<long, int> places = [];
        for (var at = 0; at < columns.Count; at++)
        {
            if (HistoryColumns.IdentityOf(columns.Marks[at]) == IdentityKind.Sequence
                && (!places.TryGetValue(columns.Sequences[at], out var before) || columns.Positions[at] < columns.Positions[before]))
            {
                places[columns.Sequences[at]] = at;
            }
        }

        return places;
    }

    private void Found(int identity, HistoryColumns columns, int at)
    {
        if (_values[identity] is null || columns.Positions[at] < _positions[identity])
        {
            (_values[identity], _positions[identity]) = (columns.Values[at], columns.Positions[at]);
        }
    }
}
