using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Ingest.Identities;

namespace MiyagiSensing.Ingest.Pipeline;

/// <summary>
/// Third stage: of the readings that passed the clock, finds those stored already, and the conflicting ones. A reading whose metrics are new only in part is stored with those that are.
/// </summary>
internal static class Deduplication
{
    /// <summary>Leaves only what is new in <see cref="IntakeBatch.Accepted"/> and remembers it.</summary>
    public static IntakeBatch Run(IntakeBatch batch, IdentityWindow window)
    {
        var kept = 0;
        for (var i = 0; i < batch.Accepted.Count; i++)
        {
            if (Admit(batch.Accepted[i], window, batch) is { } reading)
            {
                batch.Accepted[kept++] = reading;
            }
        }

        batch.Accepted.RemoveRange(kept, batch.Accepted.Count - kept);
        return batch;
    }

    private static Reading? Admit(Reading reading, IdentityWindow window, IntakeBatch batch)
    {
        if (reading.Identity == IdentityKind.None)
        {
            return reading;
        }

        var instant = IdentityWindow.InstantOf(reading);
        var rings = window.Of(reading.Source, reading.Metrics, reading.Identity);
        var (fresh, conflicts) = (0, 0);
        Span<IdentityVerdict> verdicts = stackalloc IdentityVerdict[Math.Min(rings.Length, 64)];
        if (rings.Length > verdicts.Length)
        {
            verdicts = new IdentityVerdict[rings.Length];
        }

        for (var k = 0; k < rings.Length; k++)
        {
            verdicts[k] = batch.Recollected is { } recollected && recollected.TryGetValue((rings[k], instant), out var stored)
                ? SeriesIdentities.Compare(stored, reading.Values[k])
                : rings[k].Judge(instant, reading.Values[k]);
            if (verdicts[k] == IdentityVerdict.New)
            {
                fresh++;
                window.Remember(rings[k], instant, reading.Values[k]);
            }
            else if (verdicts[k] == IdentityVerdict.Conflict)
            {
                conflicts++;
            }
        }

        if (fresh == rings.Length)
        {
            return reading;
        }

        if (conflicts > 0)
        {
            var judged = verdicts.ToArray();
            batch.SetAside.Add(SettingAside.Of(reading, SetAsideReasons.Conflict, k => judged[k] == IdentityVerdict.Conflict));
        }

        if (fresh > 0)
        {
            return OnlyNew(reading, verdicts);
        }

        if (conflicts == 0)
        {
            batch.Duplicates.Add(reading);
        }
        else
        {
            batch.KeptApart.Add((reading, SetAsideReasons.Conflict));
        }

        return null;
    }

    private static Reading OnlyNew(Reading reading, ReadOnlySpan<IdentityVerdict> verdicts)
    {
        List<string> names = [];
        List<double> values = [];
        for (var k = 0; k < verdicts.Length; k++)
        {
            if (verdicts[k] == IdentityVerdict.New)
            {
                names.Add(reading.Metrics[k]);
                values.Add(reading.Values[k]);
            }
        }

        return new Reading
        {
            Source = reading.Source,
            Metrics = new MetricSet([.. names]),
            Values = [.. values],
            MeasuredAt = reading.MeasuredAt,
            ReceivedAt = reading.ReceivedAt,
            Sequence = reading.Sequence,
            Clock = reading.Clock,
            Identity = reading.Identity,
            Decoder = reading.Decoder,
        };
    }
}
