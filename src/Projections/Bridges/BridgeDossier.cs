namespace MiyagiSensing.Projections.Bridges;

/// <summary>Everything that is recorded of a bridge.</summary>
/// <param name="Overview">Where it stands.</param>
/// <param name="Register">What the register was told of it, newest first.</param>
/// <param name="Inspections">All versions of all inspections, newest visit first; also those that were corrected.</param>
/// <param name="Repairs">All versions of all repairs, newest repair first; also those that were corrected.</param>
public sealed record BridgeDossier(
    BridgeOverview Overview, IReadOnlyList<BridgeVersion> Register, IReadOnlyList<BridgeInspection> Inspections, IReadOnlyList<BridgeRepair> Repairs)
{
    /// <summary>Days in Japan of the repairs that hold, newest first: a trend begins anew at each.</summary>
    public IReadOnlyList<DateOnly> RepairDays() => [.. Repairs.Where(repair => repair.SupersededAt is null && repair.Record is not null).Select(repair => repair.Record!.Date)];
}
