using Npgsql;

namespace MiyagiSensing.Projections.Engine;

/// <summary>
/// The projections' own connections, with <c>synchronous_commit = off</c>: rows and checkpoint are lost together or not at all, so a projection need not wait for the
/// disk. The events that it is made from have.
/// </summary>
internal sealed class ProjectionDatabase : IAsyncDisposable
{
    /// <summary>Opens a pool on the same database as the event store.</summary>
    public ProjectionDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "miyagi-projections",
            SearchPath = "miyagi",
            MaxPoolSize = 40,
        };
        settings.Options = $"{settings.Options} -c synchronous_commit=off".TrimStart();
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.ConnectionStringBuilder.MaxAutoPrepare = 40;
        builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        DataSource = builder.Build();
    }

    /// <summary>The pool.</summary>
    public NpgsqlDataSource DataSource { get; }

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();
}
