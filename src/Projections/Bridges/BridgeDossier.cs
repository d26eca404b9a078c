namespace MiyagiSensing.Projections.Bridges;

/// <summary>Everything that is recorded of a bridge.</summary>
/// <param name="Overview">Where it stands.</param>
/// <param name="Register">What the register was told of it, newest first.</param>
/// <param name="Inspections">All versions of all inspections, newest visit first; also those that were corrected.</param>
/// <param name="Repairs">Repairs, newest first.</param>
public sealed record BridgeDossier(
    BridgeOverview Overview, IReadOnlyList<BridgeVersion> Register, IReadOnlyList<BridgeInspection> Inspections, IReadOnlyList<BridgeRepair> Repairs);
