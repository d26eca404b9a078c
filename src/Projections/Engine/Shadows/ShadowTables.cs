using System.Globalization;
using System.Text.Json;
using MiyagiSensing.Projections.Corrections;
using Npgsql;

namespace MiyagiSensing.Projections.Engine.Shadows;

/// <summary>The tables of a projection that is built in a schema beside the live one: made, compared, put in place.</summary>
internal sealed class ShadowTables(string schema, string projection)
{
    /// <summary>How long the switch looks for a moment without readers. Chosen: the live projection stands still meanwhile.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);

    /// <summary>Time between two tries. Chosen: shorter than a query of a page.</summary>
    private static readonly TimeSpan LockPace = TimeSpan.FromMilliseconds(5);

    private const string Live = ProjectionDatabase.LiveSchema;

    /// <summary>Tables that all projections share, each with rows of its own by the column <c>projection</c>.</summary>
    private static readonly string[] Facts = ["projection_facts", "projection_corrections"];

    private static readonly string[] Shared = ["mt_event_progression", .. Facts];

    /// <summary>Columns that hold what is derived from a secret.</summary>
    private static readonly string[] Unshown = ["secret", "password_hash"];

    /// <summary>What is compared beside the projection's own tables.</summary>
    public static IReadOnlyList<string> FactTables => Facts;

    /// <summary>Makes the schema anew with the projection's tables.</summary>
    /// <exception cref="InvalidOperationException">It has none: its rows are not in the database.</exception>
    public async Task<IReadOnlyList<string>> CreateAsync(NpgsqlConnection connection, string tables, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            connection,
            $"""
            drop schema if exists {schema} cascade;
            create schema {schema};
            create table {schema}.mt_event_progression (like {Live}.mt_event_progression including all);
            {ReferenceFacts.Schema}
            {CorrectionFacts.Schema}
            {tables}
            """,
            cancellationToken);
        List<string> own = [];
        await using var command = new NpgsqlCommand(
            "select table_name from information_schema.tables where table_schema = $1 and not table_name = any ($2) order by table_name", connection)
        {
            Parameters = { new NpgsqlParameter { Value = schema }, new NpgsqlParameter { Value = Shared } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            own.Add(reader.GetString(0));
        }

        return own;
    }

    /// <summary>Removes the schema.</summary>
    public Task DropAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, $"drop schema if exists {schema} cascade", cancellationToken);

    /// <summary>Compares a table, row by row in the order of its primary key; the facts too, as far as they are this projection's.</summary>
    public async Task<TableComparison> CompareAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        var where = Facts.Contains(table) ? $"where projection = '{projection}'" : "";
        var key = await KeyAsync(connection, table, cancellationToken);
        var pairs =
            $"""
            (select to_jsonb(l) as live from (select * from {Live}.{table} {where}) l) a
                full join (select to_jsonb(s) as replayed from (select * from {schema}.{table} {where}) s) b
                on {string.Join(" and ", key.Select(column => $"a.live -> '{column}' = b.replayed -> '{column}'"))}
            """;
        await using var command = new NpgsqlCommand(
            $"""
            select count(*) filter (where b.replayed is not null), count(*) filter (where a.live is distinct from b.replayed),
                coalesce(sum(hashtextextended(a.live::text, 0)), 0)::text, coalesce(sum(hashtextextended(b.replayed::text, 0)), 0)::text,
                (array_agg(a.live::text order by {Order(key)}) filter (where a.live is distinct from b.replayed))[1],
                (array_agg(b.replayed::text order by {Order(key)}) filter (where a.live is distinct from b.replayed))[1]
            from {pairs}
            """,
            connection)
        {
            CommandTimeout = 0,
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var differing = reader.GetInt64(1);
        return new TableComparison(
            table, reader.GetInt64(0), differing, reader.GetString(2), reader.GetString(3), differing == 0 ? null : Describe(key, Text(4), Text(5)));

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    /// <summary>
    /// Takes the live tables for the switch: all of them at once or none. Waiting for one while holding another would be a deadlock with a reader that joins them in another order, and the reader would be the one to
    /// fail; so nothing is held while waiting.
    /// </summary>
    /// <exception cref="InvalidOperationException">Readers were on the tables all the time.</exception>
    public async Task LockAsync(NpgsqlTransaction transaction, IReadOnlyList<string> own, TimeProvider clock, CancellationToken cancellationToken)
    {
        var lockAll = $"lock table {string.Join(", ", own.Select(table => $"{Live}.{table}"))} in access exclusive mode nowait";
        var began = clock.GetTimestamp();
        while (true)
        {
            await transaction.SaveAsync("unlocked", cancellationToken);
            try
            {
                await ExecuteAsync(transaction.Connection!, lockAll, cancellationToken);
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                await transaction.RollbackAsync("unlocked", cancellationToken);
                if (clock.GetElapsedTime(began) > LockPatience)
                {
                    throw new InvalidOperationException($"Readers were on the tables of {projection} for {LockPatience.TotalSeconds} s without a pause; nothing was changed. Try again when less is read.", exception);
                }

                await Task.Delay(LockPace, clock, cancellationToken);
            }
        }
    }

    /// <summary>Puts the built tables in the place of the live ones and marks the checkpoint, so that runners read their state again.</summary>
    public async Task SwitchAsync(NpgsqlConnection connection, IReadOnlyList<string> own, CancellationToken cancellationToken)
    {
        var tables = string.Concat(own.Select(table => $"drop table {Live}.{table}; alter table {schema}.{table} set schema {Live};\n"));
        var facts = string.Concat(Facts.Select(table =>
            $"delete from {Live}.{table} where projection = '{projection}'; insert into {Live}.{table} select * from {schema}.{table} where projection = '{projection}';\n"));
        await ExecuteAsync(
            connection,
            $"""
            {tables}
            {facts}
            update {Live}.mt_event_progression set last_updated = clock_timestamp() where name = '{projection}';
            """,
            cancellationToken);
    }

    /// <summary>The first difference of two rows, for a person.</summary>
    internal static string Describe(IReadOnlyList<string> key, string? live, string? replayed)
    {
        using var left = JsonDocument.Parse(live ?? "{}");
        using var right = JsonDocument.Parse(replayed ?? "{}");
        var row = live is null ? right.RootElement : left.RootElement;
        var name = string.Join(", ", key.Select(column => $"{column} {row.GetProperty(column)}"));
        if (live is null || replayed is null)
        {
            return $"{name}: {(live is null ? "missing in the live rows" : "not there in the replay")}";
        }

        var column = right.RootElement.EnumerateObject().Select(property => property.Name).FirstOrDefault(
            property => !left.RootElement.TryGetProperty(property, out var value) || value.GetRawText() != right.RootElement.GetProperty(property).GetRawText())
            ?? left.RootElement.EnumerateObject().First(property => !right.RootElement.TryGetProperty(property.Name, out _)).Name;
        return string.Create(
            CultureInfo.InvariantCulture, $"{name}: {column} is {Value(left, column)} live and {Value(right, column)} in the replay");
    }

    private static string Value(JsonDocument row, string column) => Unshown.Contains(column) ? "something that is not shown" : row.RootElement.TryGetProperty(column, out var value) ? value.GetRawText() : "no column";

    private static string Order(IReadOnlyList<string> key) =>
        string.Join(", ", key.Select(column => $"coalesce(a.live -> '{column}', b.replayed -> '{column}')"));

    private async Task<IReadOnlyList<string>> KeyAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        List<string> key = [];
        await using var command = new NpgsqlCommand(
            """
            select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
            where i.indrelid = to_regclass($1) and i.indisprimary order by array_position(i.indkey::int2[], a.attnum)
            """,
            connection)
        {
            Parameters = { new NpgsqlParameter { Value = $"{schema}.{table}" } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            key.Add(reader.GetString(0));
        }

        return key.Count > 0 ? key : throw new InvalidOperationException($"Table {table} has no primary key, so its rows can't be compared.");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
