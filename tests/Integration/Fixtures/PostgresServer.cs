using System.Security.Cryptography;
using Npgsql;

namespace MiyagiSensing.Integration.Fixtures;

/// <summary>
/// "A PostgreSQL" with an empty database: a private server in a temporary folder, or a new database on the server that
/// <c>MIYAGI_TEST_POSTGRES</c> names (an Npgsql connection string of a role that may create databases).
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string AddressVariable = "MIYAGI_TEST_POSTGRES";

    private readonly string? _folder;
    private readonly int _port;
    private ServerProcess? _process;

    private PostgresServer(string connectionString, string? folder, int port)
    {
        ConnectionString = connectionString;
        _folder = folder;
        _port = port;
    }

    /// <summary>Npgsql connection string to the empty database; the same over all restarts.</summary>
    public string ConnectionString { get; }

    /// <summary>The private server's data folder, which its own account can read; null for a server that is not ours.</summary>
    public string? Folder => _folder;

    /// <summary>The end of the server's log; empty for a server that is not ours.</summary>
    public string Log => _process?.Output ?? "";

    /// <summary>Starts it, or connects to the one that was named.</summary>
    /// <param name="ownServer">True for tests that stop it: a private server even when another was named.</param>
    /// <param name="cancellationToken">Ends the wait for readiness.</param>
    public static async Task<PostgresServer> StartAsync(bool ownServer, CancellationToken cancellationToken)
    {
        if (!ownServer && Environment.GetEnvironmentVariable(AddressVariable) is { Length: > 0 } given)
        {
            return await CreateDatabaseAsync(given, cancellationToken);
        }

        var folder = Path.Combine(TemporaryFolder.Create("postgres"), "data");
        var port = FreePort.Next();
        await PostgresCluster.CreateAsync(folder, cancellationToken);
        var server = new PostgresServer(PostgresCluster.ConnectionString(port), folder, port);
        await server.StartAgainAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts a stopped or killed server on its old port and waits until it answers.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        if (_folder is null)
        {
            throw new InvalidOperationException($"The server of {AddressVariable} is not ours to stop and start.");
        }

        // What a killed server left behind keeps its shared memory for a moment, and a new one then refuses to start: try again.
        await Eventually.HoldsAsync(
            "PostgreSQL answers",
            async () =>
            {
                if (_process is null or { HasExited: true })
                {
                    _process = ServerProcess.Start(PostgresCluster.Command(_folder, _port), "/");
                }

                return await AnswersAsync(cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>An orderly stop that ends all connections at once (SIGINT, "fast shutdown").</summary>
    public Task StopAsync() => Running().StopAsync(ServerProcess.Interrupt);

    /// <summary>kill -9 of the server's first process; the others notice and end by themselves.</summary>
    public Task KillAsync() => Running().KillAsync();

    /// <summary>Ends the private server; its folder goes when the tests have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync(ServerProcess.Interrupt);
            await _process.DisposeAsync();
        }
    }

    private static async Task<PostgresServer> CreateDatabaseAsync(string given, CancellationToken cancellationToken)
    {
        var database = "miyagi_test_" + RandomNumberGenerator.GetHexString(12, lowercase: true);
        await using var connection = new NpgsqlConnection(given);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"create database {database}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new PostgresServer(new NpgsqlConnectionStringBuilder(given) { Database = database }.ConnectionString, null, 0);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=2");
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }

    private ServerProcess Running() =>
        _process ?? throw new InvalidOperationException($"The server of {AddressVariable} is not ours to stop and start.");
}
