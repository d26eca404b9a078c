using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Engine.Audit;

/// <summary>The auditor's tables: what the journal says, key by key, and how far each audit is.</summary>
internal static class AuditTables
{
    /// <summary>Creates them; safe to run again.</summary>
    public const string Schema =
        """
        create table if not exists projection_tallies (
            audit varchar not null,
            key text[] not null,
            value text not null,
            primary key (audit, key)
        ) with (fillfactor = 70);
        create table if not exists projection_audits (
            audit varchar primary key,
            projection varchar not null,
            position bigint not null,
            cursor text[] null,
            pass_journal bigint not null,
            pass_rows bigint not null,
            pass_differing bigint not null,
            pass_first text null,
            journal bigint null,
            rows bigint null,
            differing bigint null,
            first text null,
            audited_at timestamptz null
        ) with (fillfactor = 50);
        drop table if exists projection_audit, projection_row_audit, projection_counts;
        """;

    /// <summary>Forgets what builds with other audits have left: nobody goes on with it.</summary>
    public static async Task ForgetOthersAsync(NpgsqlConnection connection, string[] audits, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            """
            with gone as (delete from projection_audits where not audit = any ($1) returning audit)
                delete from projection_tallies where audit in (select audit from gone)
            """,
            (object)audits);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Forgets an audit's findings.</summary>
    public static async Task ForgetAsync(NpgsqlConnection connection, string audit, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, "delete from projection_audits where audit = $1", audit);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Reads how far an audit is; one that has not begun stays at the beginning.</summary>
    public static async Task LoadAsync(NpgsqlConnection connection, AuditState state, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            """
            select coalesce(a.position, 0), case when $3 then (select coalesce(max(seq_id), 0) from mt_events) else p.last_seq_id end, a.cursor,
                coalesce(a.pass_journal, 0), coalesce(a.pass_rows, 0), coalesce(a.pass_differing, 0), a.pass_first
            from mt_event_progression p left join projection_audits a on a.audit = $1 where p.name = $2
            """,
            state.Id, state.Projector.Name, state.Audit.OwnEvents);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken))
        {
            (state.Position, state.Target) = (reader.GetInt64(0), reader.GetInt64(1));
            state.Cursor = reader.IsDBNull(2) ? null : reader.GetFieldValue<string[]>(2);
            state.Pass = ReadPass(reader, 3);
        }
    }

    /// <summary>Adds what has been folded to what the journal said before.</summary>
    public static async Task AddFoldedAsync(NpgsqlConnection connection, AuditState state, CancellationToken cancellationToken)
    {
        var folded = state.Audit.Folded;
        if (folded.Count == 0)
        {
            return;
        }

        Dictionary<string, string> values = new(folded);
        await using (var earlier = Command(
            connection,
            "select t.key, t.value from unnest($2) k (joined) join projection_tallies t on t.audit = $1 and t.key = string_to_array(k.joined, $3)",
            state.Id, folded.Keys.ToArray(), AuditKey.Separator.ToString()))
        {
            await using var reader = await earlier.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var key = AuditKey.Join(reader.GetFieldValue<string[]>(0));
                values[key] = state.Audit.Combine(reader.GetString(1), folded[key]);
            }
        }

        await using var write = Command(
            connection,
            """
            insert into projection_tallies (audit, key, value) select $1, string_to_array(k, $4), v from unnest($2, $3) f (k, v)
                on conflict (audit, key) do update set value = excluded.value
            """,
            state.Id, values.Keys.ToArray(), values.Values.ToArray(), AuditKey.Separator.ToString());
        await write.ExecuteNonQueryAsync(cancellationToken);
        state.Audit.Clear();
    }

    /// <summary>The journal's side of the next keys.</summary>
    public static Task<IReadOnlyDictionary<string, string>> TallyAsync(NpgsqlConnection connection, AuditState state, int limit, CancellationToken cancellationToken) =>
        ReadAsync(
            Command(
                connection,
                $"select key, value from projection_tallies where audit = $1 {(state.Cursor is null ? "" : "and key > $3")} order by key limit $2",
                [state.Id, limit, .. state.Cursor is { } cursor ? (object[])[cursor] : []]),
            cancellationToken);

    /// <summary>The rows' side of the keys behind the cursor, up to one; to the end when that is null.</summary>
    public static Task<IReadOnlyDictionary<string, string>> RowsAsync(NpgsqlConnection connection, AuditState state, string[]? upTo, CancellationToken cancellationToken)
    {
        var key = state.Audit.Key;
        var columns = string.Join(", ", key.Select(part => part.Column));
        List<string> bounds = [];
        List<object> values = [];
        Bound(">", state.Cursor);
        Bound("<=", upTo);
        return ReadAsync(
            Command(
                connection,
                $"""
                select array[{string.Join(", ", key.Select(part => part.Column + "::text"))}], {state.Audit.Value} from {state.Audit.Table}
                {(bounds.Count == 0 ? "" : "where " + string.Join(" and ", bounds))} group by {columns} order by {columns}
                """,
                [.. values]),
            cancellationToken);

        void Bound(string comparison, string[]? at)
        {
            if (at is not null)
            {
                bounds.Add($"({columns}) {comparison} ({string.Join(", ", key.Select((part, i) => $"${values.Count + i + 1}::text::{part.Type}"))})");
                values.AddRange(at);
            }
        }
    }

    /// <summary>How far an audit outside the database is.</summary>
    public static async Task<(string[]? Cursor, AuditPass Pass)> ProgressAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, "select cursor, pass_journal, pass_rows, pass_differing, pass_first from projection_audits where audit = $1", id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (reader.IsDBNull(0) ? null : reader.GetFieldValue<string[]>(0), ReadPass(reader, 1))
            : (null, AuditPass.Empty);
    }

    /// <summary>Writes down how far an audit is; a finished pass and a difference are there to be seen at once.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="id">Projection with version and what is counted.</param>
    /// <param name="projection">Projection with version.</param>
    /// <param name="position">Up to where the journal is counted.</param>
    /// <param name="cursor">The last key compared.</param>
    /// <param name="seen">What the pass has found so far.</param>
    /// <param name="isFinished">True when no key is left; the next pass begins afresh.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task SaveAsync(
        NpgsqlConnection connection, string id, string projection, long position, string[]? cursor, AuditPass seen, bool isFinished, CancellationToken cancellationToken)
    {
        var next = isFinished ? AuditPass.Empty : seen;
        await using var command = Command(
            connection,
            """
            insert into projection_audits as a (audit, projection, position, cursor, pass_journal, pass_rows, pass_differing, pass_first, journal, rows, differing, first, audited_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, case when $9 then $10 end, case when $9 then $11 end, case when $9 then $12 end, $13, case when $9 then now() end)
                on conflict (audit) do update set position = excluded.position, cursor = excluded.cursor, pass_journal = excluded.pass_journal, pass_rows = excluded.pass_rows,
                    pass_differing = excluded.pass_differing, pass_first = excluded.pass_first, journal = coalesce(excluded.journal, a.journal), rows = coalesce(excluded.rows, a.rows),
                    differing = coalesce(excluded.differing, a.differing), first = case when $9 then excluded.first else a.first end, audited_at = coalesce(excluded.audited_at, a.audited_at)
            """);
        Add(id, projection, position);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)(isFinished ? null : cursor) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        Add(next.Journal, next.Rows, next.Differing);
        command.Parameters.Add(Text(next.First));
        Add(isFinished || seen.Differing > 0, seen.Journal, seen.Rows, seen.Differing);
        command.Parameters.Add(Text(seen.First));
        await command.ExecuteNonQueryAsync(cancellationToken);

        void Add(params object[] values)
        {
            foreach (var value in values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }
        }

        static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
    }

    private static AuditPass ReadPass(NpgsqlDataReader reader, int column) =>
        new(reader.GetInt64(column), reader.GetInt64(column + 1), reader.GetInt64(column + 2), reader.IsDBNull(column + 3) ? null : reader.GetString(column + 3));

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static async Task<IReadOnlyDictionary<string, string>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        OrderedDictionary<string, string> found = [];
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                found.Add(AuditKey.Join(reader.GetFieldValue<string[]>(0)), reader.GetString(1));
            }
        }

        return found;
    }
}
