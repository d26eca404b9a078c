using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>After how many days a journal day moves to the archive, as somebody decided it.</summary>
public sealed class ArchivePolicy(IEventStore store, TimeProvider clock)
{
    private const string Stream = "archive:policy";

    /// <summary>The policy in force; null when nobody has set one, and all days stay.</summary>
    public async Task<ArchivePolicySet?> ReadAsync(CancellationToken cancellationToken)
    {
        ArchivePolicySet? last = null;
        await foreach (var item in store.ReadStreamAsync(Stream, 1, cancellationToken))
        {
            last = item.Data as ArchivePolicySet ?? last;
        }

        return last;
    }

    /// <summary>Sets it.</summary>
    /// <param name="afterDays">1 or more; null keeps all days.</param>
    /// <param name="actor">Who decided.</param>
    /// <param name="cancellationToken">Ends the wait; the outcome is then unknown.</param>
    public async Task<ArchivePolicySet> SetAsync(int? afterDays, EventHeaders actor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(afterDays ?? 1, 1, nameof(afterDays));
        var policy = new ArchivePolicySet(afterDays is null, afterDays);
        await store.AppendAsync([new NewEvent(Guid.CreateVersion7(clock.GetUtcNow()), Stream, policy, actor)], null, cancellationToken);
        return policy;
    }
}
