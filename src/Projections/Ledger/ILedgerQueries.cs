namespace MiyagiSensing.Projections.Ledger;

/// <summary>Reads the ledger.</summary>
public interface ILedgerQueries
{
    /// <summary>The newest days (1 to 366) on which the device sent something, newest first; empty when it never did.</summary>
    Task<IReadOnlyList<LedgerDay>> ListAsync(string device, int days, CancellationToken cancellationToken);

    /// <summary>One day, with zeros when nothing arrived on it.</summary>
    Task<LedgerDay> ReadAsync(string device, DateOnly day, CancellationToken cancellationToken);

    /// <summary>
    /// The device's series for which the catalog expects readings at an interval, with the gaps of one day by the device's clock. A day that is not over is judged up to the newest event of the store; the day
    /// on which a series begins, from its first reading. Empty when nothing is expected.
    /// </summary>
    Task<IReadOnlyList<SeriesGaps>> GapsAsync(string device, DateOnly day, CancellationToken cancellationToken);

    /// <summary>True when the device was ever registered.</summary>
    Task<bool> KnowsAsync(string device, CancellationToken cancellationToken);
}
