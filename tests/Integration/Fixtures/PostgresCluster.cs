using System.Globalization;

namespace MiyagiSensing.Integration.Fixtures;

/// <summary>A private PostgreSQL cluster: where its programs are, how it is made, how it is run.</summary>
internal static class PostgresCluster
{
    private const string SuperUser = "postgres";

    /// <summary>Npgsql connection string of the platform's role.</summary>
    public static string ConnectionString(int port) => $"Host=127.0.0.1;Port={port};Username=miyagi;Database=miyagi";

    /// <summary>The command that runs the server in the foreground; its process id is the server's.</summary>
    /// <param name="folder">The cluster.</param>
    /// <param name="port">Loopback port to listen on.</param>
    /// <param name="settings">Further server settings, <c>name=value</c>.</param>
    public static string[] Command(string folder, int port, params string[] settings) =>
    [
        .. AsServerUser(), Path.Combine(FindPrograms(), "postgres"), "-D", folder,
        "-c", "listen_addresses=127.0.0.1", "-c", $"port={port}", "-c", "unix_socket_directories=",
        .. settings.SelectMany(setting => new[] { "-c", setting }),
    ];

    /// <summary>Makes the cluster. As in production, the platform's role owns its database and is no superuser.</summary>
    public static async Task CreateAsync(string folder, CancellationToken cancellationToken)
    {
        var programs = FindPrograms();
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

    private static string FindPrograms()
    {
        const string Root = "/usr/lib/postgresql";
        var newest = Directory.Exists(Root)
            ? Directory.EnumerateDirectories(Root)
                .Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")))
                .MaxBy(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
            : null;
        return newest is null
            ? throw new InvalidOperationException($"No PostgreSQL below {Root}; install the package postgresql.")
            : Path.Combine(newest, "bin");
    }

    // PostgreSQL refuses to run as root. setpriv replaces itself by the program, so that the process id is the server's.
    private static string[] AsServerUser() =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] : [];

    private static async Task RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        await using var program = await ServerProcess.RunAsync(command, "/", null, cancellationToken);
        if (program.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} failed:\n{program.Output}");
        }
    }
}
