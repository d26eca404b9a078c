using Npgsql;

namespace MiyagiSensing.Projections.Engine;

/// <summary>
/// The right to run one projection: a session advisory lock on a connection of its own. The lock goes with the connection, so a killed node is succeeded at once; a frozen one, whose connection lives on, no longer
/// beats, and its connection is ended by whoever waits, together with its transactions. What a frozen node still tries when it wakes is refused by the checkpoint, which has moved meanwhile.
/// </summary>
internal sealed class ProjectionLease : IAsyncDisposable
{
    /// <summary>Time between two beats, and between two tries of one who waits. Chosen: a takeover takes seconds, and a beat costs one small update.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>Silence after which a holder counts as frozen, s. Chosen: well within the 10 s of a takeover, longer than any pause of a garbage collection.</summary>
    private const int SilenceSeconds = 5;

    /// <summary>Time after which a message that is not sent to its end counts as left, s. Chosen: below <see cref="SilenceSeconds"/> by what a beat may be early.</summary>
    private const double UnfinishedSeconds = 3;

    // A 64-bit key from the name; the seed keeps it apart from the store's own lock.
    private const string TryLock = "select pg_try_advisory_lock(hashtextextended($1, 727072))";

    // The holder of the lock is found in pg_locks, which shows the two halves of the key.
    private const string EndSilent =
        """
        select pg_terminate_backend(l.pid) from pg_locks l
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.database = (select oid from pg_database where datname = current_database())
            and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended($1, 727072)
            and exists (select from projection_leases b where b.name = $1 and b.beat_at < clock_timestamp() - make_interval(secs => $2))
        """;

    // A session that a frozen node left idle in its transaction ends by itself (ProjectionDatabase); not one that it left in the midst of a message, which for PostgreSQL is at work. Nobody needs seconds for one message.
    private const string EndUnfinished =
        """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = $1 and state = 'active' and wait_event = 'ClientRead' and state_change < clock_timestamp() - make_interval(secs => $2)
        """;

    private const string WriteBeat =
        """
        insert into projection_leases as b (name, holder, beat_at, problem) values ($1, $2, clock_timestamp(), $3)
            on conflict (name) do update set holder = excluded.holder, beat_at = excluded.beat_at, problem = excluded.problem
        """;

    private readonly NpgsqlConnection _connection;
    private readonly string _name;
    private readonly string _holder;
    private readonly TimeProvider _clock;
    private readonly Func<string?> _problem;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _beating;

    private ProjectionLease(NpgsqlConnection connection, string name, string holder, Func<string?> problem, TimeProvider clock)
    {
        (_connection, _name, _holder, _problem, _clock) = (connection, name, holder, problem, clock);
        _beating = BeatAsync();
    }

    /// <summary>Cancelled when the right is lost.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Waits until the right is ours.</summary>
    /// <param name="database">Where the lock is.</param>
    /// <param name="name">Projection's name.</param>
    /// <param name="holder">This node, for people.</param>
    /// <param name="problem">What to show of the projection at each beat; null when it runs.</param>
    /// <param name="waiting">Called at each vain try.</param>
    /// <param name="clock">Paces the tries and the beats.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ProjectionLease> AcquireAsync(
        ProjectionDatabase database, string name, string holder, Func<string?> problem, Func<CancellationToken, Task> waiting, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(database.LeaseConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            while (!await ScalarAsync<bool>(connection, TryLock, cancellationToken, name))
            {
                if (await ScalarAsync<bool?>(connection, EndSilent, cancellationToken, name, (double)SilenceSeconds) is true)
                {
                    await ScalarAsync<object>(connection, EndUnfinished, cancellationToken, ProjectionDatabase.ApplicationName, UnfinishedSeconds);
                }

                await waiting(cancellationToken);
                await Task.Delay(Beat, clock, cancellationToken);
            }

            await ScalarAsync<object>(connection, WriteBeat, cancellationToken, name, holder, DBNull.Value);
            return new ProjectionLease(connection, name, holder, problem, clock);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _beating;
        await _connection.DisposeAsync();
        _lost.Dispose();
        _ended.Dispose();
    }

    private static async Task<T?> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar } : new NpgsqlParameter { Value = value });
        }

        return (T?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task BeatAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Beat, _clock, _ended.Token);
                await ScalarAsync<object>(_connection, WriteBeat, _ended.Token, _name, _holder, (object?)_problem() ?? DBNull.Value);
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // Given back.
        }
        catch (Exception exception) when (exception is NpgsqlException or IOException or TimeoutException or InvalidOperationException or OperationCanceledException)
        {
            await _lost.CancelAsync();
        }
    }
}
