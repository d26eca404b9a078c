namespace MiyagiSensing.Projections.Engine.Shadows;

/// <summary>How the live rows of a table compare with the replayed ones at the same position.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">Number of rows that were compared.</param>
/// <param name="DifferingCount">Rows that differ or stand on one side only.</param>
/// <param name="LiveHash">Hash over all live rows, independent of their order.</param>
/// <param name="ReplayedHash">Hash over all replayed rows.</param>
/// <param name="FirstDifference">The first differing row in the order of the key: key, column, both values; null when there is none.</param>
public sealed record TableComparison(string Table, long Rows, long DifferingCount, string LiveHash, string ReplayedHash, string? FirstDifference)
{
    /// <summary>What <see cref="Rows"/> and <see cref="DifferingCount"/> count.</summary>
    public string Unit { get; init; } = "rows";
}
