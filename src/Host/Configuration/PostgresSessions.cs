using Npgsql;

namespace MiyagiSensing.Host.Configuration;

/// <summary>
/// How every session with PostgreSQL is set up, so that neither side waits long for one that has silently gone: a firewall that lost its memory, a pulled cable, a
/// frozen process.
/// </summary>
internal static class PostgresSessions
{
    /// <summary>
    /// Server side. Appends are serialised by a lock that lasts as long as its transaction: without a bound, a session that died inside one would stop all acknowledgements until the
    /// server's TCP keep-alive notices, two hours later. Chosen: longer than any pause of a working process. A session of which nothing is heard for three keep-alives of ours is nobody's any more; it
    /// must not take up one of the server's places.
    /// </summary>
    private const string ServerOptions =
        "-c idle_in_transaction_session_timeout=10s -c idle_session_timeout=30s -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=20s";

    /// <summary>
    /// Our side: a silent connection is asked every ten seconds whether it is still there, also one that waits in the pool; connecting may take 5 s, a command that does not say otherwise 15 s,
    /// and the server's answer to a cancellation 1 s. All pools together stay below the hundred connections that a PostgreSQL takes by default.
    /// </summary>
    private const string ClientDefaults = "Maximum Pool Size=20;Keepalive=10;Timeout=5;Command Timeout=15;Cancellation Timeout=1000;";

    /// <summary>The operator's connection string with these settings; what the operator has set wins.</summary>
    /// <exception cref="SettingsException">It is not a connection string.</exception>
    public static string Harden(string connectionString)
    {
        try
        {
            // Of a keyword that stands twice, the later one counts.
            var settings = new NpgsqlConnectionStringBuilder(ClientDefaults + connectionString);
            settings.Options = $"{ServerOptions} {settings.Options}".TrimEnd();
            return settings.ConnectionString;
        }
        catch (ArgumentException exception)
        {
            throw new SettingsException($"MIYAGI_POSTGRES can't be read ({exception.Message}); write 'Host=127.0.0.1;Port=5432;Database=miyagi;Username=miyagi'.");
        }
    }
}
