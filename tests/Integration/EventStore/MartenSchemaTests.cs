using Xunit;

namespace MiyagiSensing.Integration.EventStore;

/// <summary>The tables as Marten 9.29 lays them out for string stream ids with all metadata columns; what Marten needs to open this database.</summary>
public sealed class MartenSchemaTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mt_streams",
        "id:character varying", "type:character varying", "version:bigint", "timestamp:timestamp with time zone", "created:timestamp with time zone",
        "tenant_id:character varying", "is_archived:boolean")]
    [InlineData("mt_events",
        "seq_id:bigint", "id:uuid", "stream_id:character varying", "version:bigint", "data:jsonb", "bdata:bytea", "type:character varying(500)",
        "timestamp:timestamp with time zone", "tenant_id:character varying", "mt_dotnet_type:character varying", "correlation_id:character varying",
        "causation_id:character varying", "headers:jsonb", "user_name:character varying", "is_archived:boolean")]
    [InlineData("mt_event_progression", "name:character varying", "last_seq_id:bigint", "last_updated:timestamp with time zone")]
    public async Task A_table_has_martens_columns_in_martens_order(string table, params string[] columns)
    {
        Assert.Equal(columns, await ReadAsync(
            $"""
            select attname || ':' || format_type(atttypid, atttypmod) from pg_attribute
            where attrelid = 'miyagi.{table}'::regclass and attnum > 0 and not attisdropped order by attnum
            """));
    }

    [Theory]
    [InlineData("pkey_mt_streams_id", "PRIMARY KEY (id)")]
    [InlineData("pkey_mt_events_seq_id", "PRIMARY KEY (seq_id)")]
    [InlineData("fkey_mt_events_stream_id", "FOREIGN KEY (stream_id) REFERENCES miyagi.mt_streams(id) ON DELETE CASCADE")]
    [InlineData("pk_mt_event_progression", "PRIMARY KEY (name)")]
    public async Task A_key_is_named_and_defined_as_martens(string name, string definition) =>
        Assert.Equal([definition], await ReadAsync($"select pg_get_constraintdef(oid) from pg_constraint where conname = '{name}'"));

    [Fact]
    public async Task The_one_index_beside_the_keys_is_martens() =>
        Assert.Equal(
            ["CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON miyagi.mt_events USING btree (stream_id, version)"],
            await ReadAsync("select indexdef from pg_indexes where schemaname = 'miyagi' and tablename = 'mt_events' and indexname not like 'pkey%'"));

    [Fact]
    public async Task The_sequence_counts_by_one_from_one_without_a_cache() =>
        Assert.Equal(["1,1,1"], await ReadAsync(
            "select start_value || ',' || increment_by || ',' || cache_size from pg_sequences where schemaname = 'miyagi' and sequencename = 'mt_events_sequence'"));

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var command = fixture.DataSource.CreateCommand("set search_path = pg_catalog; " + sql);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        List<string> rows = [];
        while (await reader.ReadAsync(Cancellation))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
