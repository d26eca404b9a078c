using Npgsql;

namespace MiyagiSensing.EventStore;

/// <summary>
/// Ends the session that holds the lock of all appends and has not sent its message to the end: that of a process that was frozen in the midst of it. PostgreSQL itself ends one that idles in its transaction, but this one
/// counts as at work, and would hold up all others until the process wakes.
/// </summary>
internal static class UnfinishedAppends
{
    /// <summary>Time after which a message counts as left, s. Chosen: as long as a commit may take.</summary>
    private const int PatienceSeconds = 10;

    private static readonly string End =
        $"""
        select pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a using (pid)
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.database = (select oid from pg_database where datname = current_database())
            and (l.classid::bigint << 32 | l.objid::bigint) = {AppendFunction.AdvisoryLock}
            and a.state = 'active' and a.wait_event = 'ClientRead' and a.state_change < clock_timestamp() - interval '{PatienceSeconds} seconds'
        """;

    /// <summary>Looks once; a database that does not answer is left to the next commit.</summary>
    public static async Task EndAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = dataSource.CreateCommand(End);
            command.CommandTimeout = 2;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException or InvalidOperationException)
        {
            // The commit that follows meets the same, and says so.
        }
    }
}
