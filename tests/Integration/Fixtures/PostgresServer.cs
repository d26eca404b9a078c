using System.Globalization;
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
    private const string SuperUser = "postgres";

    private readonly string? _programs;
    private readonly string? _folder;
    private readonly int _port;
    private ServerProcess? _process;

    private PostgresServer(string connectionString, string? programs, string? folder, int port)
    {
        ConnectionString = connectionString;
        _programs = programs;
        _folder = folder;
        _port = port;
    }

    /// <summary>Npgsql connection string to the empty database; the same over all restarts.</summary>
    public string ConnectionString { get; }

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

        var programs = FindPrograms();
        var folder = Path.Combine(TemporaryFolder.Create("postgres"), "data");
        var port = FreePort.Next();
        await InitializeAsync(programs, folder, cancellationToken);
        var owner = $"Host=127.0.0.1;Port={port};Username=miyagi;Database=miyagi";
        var server = new PostgresServer(owner, programs, folder, port);
        await server.StartAgainAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts a stopped or killed server on its old port and waits until it answers.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        if (_folder is null || _programs is null)
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
                    _process = ServerProcess.Start(
                        [.. AsServerUser(), Path.Combine(_programs, "postgres"), "-D", _folder,
                            "-c", "listen_addresses=127.0.0.1", "-c", $"port={_port}", "-c", "unix_socket_directories="],
                        "/");
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
        return new PostgresServer(new NpgsqlConnectionStringBuilder(given) { Database = database }.ConnectionString, null, null, 0);
    }

    private static string FindPrograms()
    {
        const string Root = "/usr/lib/postgresql";
        var newest = Directory.Exists(Root)
            ? Directory.EnumerateDirectories(Root)
                .Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")))
                .MaxBy(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
            : null;
        return newest is null
            ? throw new InvalidOperationException($"No PostgreSQL below {Root}; install it, or name a server in {AddressVariable}.")
            : Path.Combine(newest, "bin");
    }

    // PostgreSQL refuses to run as root. setpriv replaces itself by the program, so that the process id is the server's.
    private static string[] AsServerUser() =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] : [];

    // As in production, the platform's role owns its database and is no superuser.
    private static async Task InitializeAsync(string programs, string folder, CancellationToken cancellationToken)
    {
        string[] owner = Environment.IsPrivilegedProcess ? ["-o", "postgres", "-g", "postgres"] : [];
        await RunAsync(["install", "-d", "-m", "700", .. owner, folder], cancellationToken);
        await RunAsync(
            [.. AsServerUser(), Path.Combine(programs, "initdb"), $"--pgdata={folder}", $"--username={SuperUser}", "--encoding=UTF8",
                "--locale=C.UTF-8", "--auth=trust", "--no-sync"],
            cancellationToken);
        var singleUser = string.Join(' ', [.. AsServerUser(), Path.Combine(programs, "postgres"), "--single", "-D", folder, "postgres"]);
        await RunAsync(
            ["bash", "-c", $"printf 'create role miyagi login\ncreate database miyagi owner miyagi\n' | {singleUser}"],
            cancellationToken);
    }

    private static async Task RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        await using var program = await ServerProcess.RunAsync(command, "/", null, cancellationToken);
        if (program.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} failed:\n{program.Output}");
        }
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
