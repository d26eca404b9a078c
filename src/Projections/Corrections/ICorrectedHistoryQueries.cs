using MiyagiSensing.Domain.Corrections;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Projections.Corrections;

/// <summary>Reads history with its corrections, at present or as it was known on any instant.</summary>
public interface ICorrectedHistoryQueries
{
    /// <summary>All corrections, in the order in which they were made; those that were undone among them.</summary>
    Task<CorrectionBook> CorrectionsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The values measured from <paramref name="from"/> (included) to <paramref name="to"/> (excluded), oldest first. With <paramref name="asKnownOn"/>: only what had arrived by then, with the corrections that
    /// held then.
    /// </summary>
    IAsyncEnumerable<CorrectedReading> ReadAsync(
        SeriesId series, DateTimeOffset from, DateTimeOffset to, DateTimeOffset? asKnownOn, CancellationToken cancellationToken);
}
