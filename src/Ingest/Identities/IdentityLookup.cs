using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Ingest.Pipeline;

namespace MiyagiSensing.Ingest.Identities;

/// <summary>
/// Before deduplication: recalls what is stored under the identities of late readings, from memory, and from stored history where memory can't know, in at most two queries a batch. A batch in which every reading is
/// newer than what is known of its series asks nothing and allocates nothing.
/// </summary>
internal sealed class IdentityLookup(IdentityWindow window, IStoredIdentities stored)
{
    /// <summary>Fills <see cref="IntakeBatch.Recollected"/>.</summary>
    public ValueTask RunAsync(IntakeBatch batch, CancellationToken cancellationToken)
    {
        window.Trim();
        foreach (var reading in batch.Accepted)
        {
            if (reading.Identity != IdentityKind.None)
            {
                var instant = IdentityWindow.InstantOf(reading);
                foreach (var ring in window.Of(reading.Source, reading.Metrics, reading.Identity))
                {
                    if (!ring.IsNewer(instant))
                    {
                        return new ValueTask(AskAsync(batch, cancellationToken));
                    }
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    private async Task AskAsync(IntakeBatch batch, CancellationToken cancellationToken)
    {
        await LoadAsync(batch, cancellationToken);
        // What memory recalls is taken down too: this very batch may push it out before the reading's turn comes.
        Dictionary<(SeriesIdentities Ring, long Instant), double> found = [];
        List<(SeriesIdentities Ring, long Instant)> asked = [];
        foreach (var late in Identities(batch).Where(identity => !identity.Ring.IsNewer(identity.Instant)).Distinct())
        {
            if (late.Ring.Recall(late.Instant) is { } value)
            {
                found.Add(late, value);
            }
            else if (late.Instant <= late.Ring.UnknownUpTo)
            {
                asked.Add(late);
            }
        }

        if (asked.Count > 0)
        {
            var values = await stored.FindAsync(
                asked.ConvertAll(identity => new ReadingIdentity(identity.Ring.Series, identity.Instant)),
                window.MissingUpTo(asked.Select(identity => identity.Ring)),
                cancellationToken);
            for (var i = 0; i < asked.Count; i++)
            {
                if (values[i] is { } value)
                {
                    found.Add(asked[i], value);
                }
            }
        }

        batch.Recollected = found;
    }

    private async Task LoadAsync(IntakeBatch batch, CancellationToken cancellationToken)
    {
        List<SeriesIdentities> strange = [.. Identities(batch).Select(identity => identity.Ring).Where(ring => !ring.IsLoaded).Distinct()];
        if (strange.Count == 0)
        {
            return;
        }

        var newest = await stored.NewestAsync(strange.ConvertAll(ring => ring.Series), window.MissingUpTo(strange), cancellationToken);
        for (var i = 0; i < strange.Count; i++)
        {
            strange[i].Load(newest[i]);
        }
    }

    private IEnumerable<(SeriesIdentities Ring, long Instant)> Identities(IntakeBatch batch) =>
        from reading in batch.Accepted
        where reading.Identity != IdentityKind.None
        from ring in window.Of(reading.Source, reading.Metrics, reading.Identity)
        select (ring, IdentityWindow.InstantOf(reading));
}
