using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Ports;

/// <summary>
/// Looks identities up in what is stored, where the intake's memory does not reach. Answers are complete up to the position that the caller names. While the database is away the methods wait and try again, as
/// <see cref="IJournal.CommitAsync"/> does: nothing is acknowledged meanwhile.
/// </summary>
public interface IStoredIdentities
{
    /// <summary>Waits until questions up to a position can be answered without reading the journal for it; gives up waiting when it does not come nearer. For the start.</summary>
    Task CatchUpAsync(long upTo, CancellationToken cancellationToken);

    /// <summary>For each series the greatest instant (or sequence number) stored up to a position, or one above it; null when nothing is. Same order and length as asked.</summary>
    Task<IReadOnlyList<long?>> NewestAsync(IReadOnlyList<IdentitySeries> series, long upTo, CancellationToken cancellationToken);

    /// <summary>For each identity the value stored first under it, up to a position; <see cref="double.NaN"/> for one stored as missing, null when there is none. Same order and length as asked.</summary>
    Task<IReadOnlyList<double?>> FindAsync(IReadOnlyList<ReadingIdentity> identities, long upTo, CancellationToken cancellationToken);
}
