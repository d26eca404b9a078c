namespace MiyagiSensing.Projections.Engine.Shadows;

/// <summary>What a verification or a rebuild found.</summary>
/// <param name="Projection">Projection's name with version.</param>
/// <param name="Position">The position at which live and replayed rows were compared.</param>
/// <param name="EventCount">Events replayed.</param>
/// <param name="ReadingCount">Readings in them.</param>
/// <param name="Elapsed">Time of the replay.</param>
/// <param name="Held">How long the live projection's commits were held back; zero for a verification.</param>
/// <param name="Tables">One comparison a table.</param>
public sealed record ShadowReport(
    string Projection, long Position, long EventCount, long ReadingCount, TimeSpan Elapsed, TimeSpan Held, IReadOnlyList<TableComparison> Tables)
{
    /// <summary>Rows that differ, over all tables.</summary>
    public long DifferingCount => Tables.Sum(table => table.DifferingCount);
}
