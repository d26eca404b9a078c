using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Unit.Ingest;

/// <summary>Stored history in memory. Answers exactly up to the position asked for and not one further, so that a position that is too low shows.</summary>
internal sealed class MemoryHistory : IStoredIdentities
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _there = Task.CompletedTask;

    /// <summary>All that is stored, in order of the commits.</summary>
    public List<(ReadingIdentity Identity, double Value, long Position)> Stored { get; } = [];

    /// <summary>Questions so far.</summary>
    public int Questions { get; private set; }

    /// <summary>Ends with the first question.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Lets questions wait until the result is set.</summary>
    public TaskCompletionSource GoAway()
    {
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _there = back.Task;
        return back;
    }

    public void Add(ReadingsRecorded block, long position)
    {
        foreach (var group in block.Groups)
        {
            for (var i = 0; i < group.Count; i++)
            {
                for (var k = 0; k < group.Metrics.Count; k++)
                {
                    var series = new IdentitySeries(group.Sources[group.SourceIndex[i]], group.Metrics[k], group.Identity);
                    var instant = group.Identity == IdentityKind.Sequence ? group.Sequence![i] : group.MeasuredAt[i];
                    Stored.Add((new ReadingIdentity(series, instant), group.Values[k][i], position));
                }
            }
        }
    }

    public Task CatchUpAsync(long upTo, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<IReadOnlyList<long?>> NewestAsync(IReadOnlyList<IdentitySeries> series, long upTo, CancellationToken cancellationToken)
    {
        await AskedAsync();
        return [.. series.Select(item => Stored.Where(stored => stored.Position <= upTo && stored.Identity.Series == item).Max(stored => (long?)stored.Identity.Instant))];
    }

    public async Task<IReadOnlyList<double?>> FindAsync(IReadOnlyList<ReadingIdentity> identities, long upTo, CancellationToken cancellationToken)
    {
        await AskedAsync();
        return
        [
            .. identities.Select(identity => Stored.Where(stored => stored.Position <= upTo && stored.Identity == identity).Select(stored => (double?)stored.Value).FirstOrDefault()),
        ];
    }

    private Task AskedAsync()
    {
        Questions++;
        _asked.TrySetResult();
        return _there;
    }
}
