using System.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MiyagiSensing.Projections.Engine.Audit;

/// <summary>
/// Counts the journal by its own SQL and holds each projection against it: the readings that the engine handed to it, and what its rows are to agree on. Goes on from where it was, some thousand events at a time and a few
/// seconds at most each minute, in one snapshot, so that both sides are of one moment.
/// </summary>
internal sealed class ProjectionAuditor(ProjectionDatabase database, IEnumerable<IProjector> projectors, TimeProvider clock, ILogger<ProjectionAuditor> logger)
    : BackgroundService
{
    /// <summary>Time between two audits. Chosen: an operator sees a difference within a minute or two.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Time after which an audit leaves the rest for the next one. Chosen: a twentieth of one core.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);

    /// <summary>Positions counted by one query; also the grid on which counts are shared between projections.</summary>
    private const long Stride = 2_000;

    private const string CountJournal =
        """
        select coalesce(sum(jsonb_array_length(g -> 'source')), 0)::bigint
        from mt_events e cross join lateral jsonb_array_elements(case when jsonb_typeof(e.data -> 'groups') = 'array' then e.data -> 'groups' else '[]' end) g
        where e.seq_id > $1 and e.seq_id <= $2 and e.type = 'readings_recorded' and jsonb_typeof(g -> 'source') = 'array'
        """;

    /// <summary>Audits once; false when another node is at it.</summary>
    public async Task<bool> AuditAsync(TimeSpan budget, CancellationToken cancellationToken)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        if (!await ScalarAsync<bool>(connection, "select pg_try_advisory_xact_lock(727074)", cancellationToken))
        {
            return false;
        }

        var began = clock.GetTimestamp();
        var counted = new Dictionary<(long From, long To), long>();
        foreach (var item in await ReadAsync(connection, cancellationToken))
        {
            var (position, readings) = (item.Audited, item.Journal);
            while (position < item.Position && clock.GetElapsedTime(began) < budget)
            {
                var to = Math.Min(item.Position, ((position / Stride) + 1) * Stride);
                if (!counted.TryGetValue((position, to), out var count))
                {
                    counted.Add((position, to), count = await ScalarAsync<long>(connection, CountJournal, cancellationToken, position, to));
                }

                (position, readings) = (to, readings + count);
            }

            await ScalarAsync<object>(
                connection,
                """
                insert into projection_audit (name, position, journal_readings, taken_readings, audited_at) values ($1, $2, $3, nullif($4, -1), now())
                    on conflict (name) do update set position = excluded.position, journal_readings = excluded.journal_readings,
                        taken_readings = excluded.taken_readings, audited_at = excluded.audited_at
                """,
                cancellationToken,
                item.Name, position, readings, position == item.Position ? item.Taken : -1L);
            await AuditRowsAsync(connection, item, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await AuditAsync(Budget, stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or TimeoutException)
            {
                ProjectionsLog.AuditInterrupted(logger, exception.Message);
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<List<Counted>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<Counted> items = [];
        await using var command = new NpgsqlCommand(
            """
            select c.name, p.last_seq_id, c.readings, greatest(a.position, c.after_position), case when a.position >= c.after_position then a.journal_readings else 0 end
            from projection_counts c join mt_event_progression p using (name) left join projection_audit a using (name) order by c.name
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(new Counted(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)));
        }

        return items;
    }

    private static async Task<T?> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return (T?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task AuditRowsAsync(NpgsqlConnection connection, Counted item, CancellationToken cancellationToken)
    {
        foreach (var audit in projectors.FirstOrDefault(projector => projector.Name == item.Name)?.Audits ?? [])
        {
            var journal = await ScalarAsync<long>(connection, audit.JournalSql, cancellationToken, item.Position);
            var rows = await ScalarAsync<long>(connection, audit.RowsSql, cancellationToken);
            await ScalarAsync<object>(
                connection,
                """
                insert into projection_row_audit (name, journal, rows, audited_at) values ($1, $2, $3, now())
                    on conflict (name) do update set journal = excluded.journal, rows = excluded.rows, audited_at = excluded.audited_at
                """,
                cancellationToken,
                audit.Name, journal, rows);
        }
    }

    private sealed record Counted(string Name, long Position, long Taken, long Audited, long Journal);
}
