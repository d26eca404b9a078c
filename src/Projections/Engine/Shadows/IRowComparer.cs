using Npgsql;

namespace MiyagiSensing.Projections.Engine.Shadows;

/// <summary>Compares a projection whose rows may rightly differ in form between two builds: by what they say.</summary>
internal interface IRowComparer
{
    /// <summary>Compares all of it, in the caller's transaction.</summary>
    /// <param name="connection">Sees both schemas at one moment.</param>
    /// <param name="live">Schema of the live rows.</param>
    /// <param name="replayed">Schema of the replayed rows.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<TableComparison> CompareAsync(NpgsqlConnection connection, string live, string replayed, CancellationToken cancellationToken);
}
