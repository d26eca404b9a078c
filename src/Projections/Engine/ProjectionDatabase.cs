using Npgsql;

namespace MiyagiSensing.Projections.Engine;

/// <summary>
/// The projections' own connections, with <c>synchronous_commit = off</c>: rows and checkpoint are lost together or not at all, so a projection need not wait for the
/// disk. The events that it is made from have.
/// </summary>
internal sealed class ProjectionDatabase : IAsyncDisposable
{
    /// <summary>Where the read models are that everybody sees.</summary>
    public const string LiveSchema = "miyagi";

    /// <summary>How the projections' sessions are known in <c>pg_stat_activity</c>.</summary>
    public const string ApplicationName = "miyagi-projections";

    /// <summary>Opens a pool on the same database as the event store.</summary>
    /// <param name="connectionString">The event store's.</param>
    /// <param name="schema">Where unqualified names lead; another than the live one while a projection is built beside it.</param>
    public ProjectionDatabase(string connectionString, string schema = LiveSchema)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = ApplicationName,
            SearchPath = schema,
            MaxPoolSize = 30,
        };
        // A node that is frozen within a transaction must not hold its rows against the one that takes over.
        settings.Options = $"{settings.Options} -c synchronous_commit=off -c idle_in_transaction_session_timeout=7s".TrimStart();
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.ConnectionStringBuilder.MaxAutoPrepare = 40;
        builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        DataSource = builder.Build();
        settings.ApplicationName = "miyagi-pages";
        settings.MaxPoolSize = 20;
        settings.Timeout = 2;
        settings.CommandTimeout = 3;
        settings.CancellationTimeout = -1;
        Pages = NpgsqlDataSource.Create(settings.ConnectionString);
        settings.Pooling = false;
        settings.CommandTimeout = 3;
        settings.ApplicationName = "miyagi-lease";
        LeaseConnectionString = settings.ConnectionString;
    }

    /// <summary>The projections' pool.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>The pool of those who look while a person or a device waits: rather no answer within seconds than one after half a minute.</summary>
    public NpgsqlDataSource Pages { get; }

    /// <summary>For connections that hold a lease; not pooled, so that the lock goes with them.</summary>
    public string LeaseConnectionString { get; }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await Pages.DisposeAsync();
    }
}
