using MiyagiSensing.Projections.Ledger;

namespace MiyagiSensing.Api.Ledger;

/// <summary>The ledger of a device, as it goes out.</summary>
internal sealed record DeviceLedger
{
    /// <summary>Device id.</summary>
    public required string Device { get; init; }

    /// <summary>The day asked for, or the newest days, newest first.</summary>
    public required IReadOnlyList<LedgerDay> Days { get; init; }

    /// <summary>The series that are expected at an interval, with their gaps on the day asked for; null when no day was.</summary>
    public IReadOnlyList<SeriesGaps>? Expected { get; init; }
}
