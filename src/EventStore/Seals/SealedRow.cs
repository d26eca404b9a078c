using Npgsql;

namespace MiyagiSensing.EventStore.Seals;

/// <summary>A row of <c>mt_events</c> with its digest, which the server computes so that the row itself need not travel.</summary>
internal sealed record SealedRow(long Position, string Stream, string Type, Guid Id, byte[] Digest)
{
    /// <summary>Columns that a version added; each version covers those of the ones before.</summary>
    private const string SinceVersion2 = ", is_archived";

    /// <summary>Reads the rows with the digests of a seal's version, from one position to another, both included, at most <paramref name="limit"/>, in order.</summary>
    public static async Task<List<SealedRow>> ReadAsync(NpgsqlConnection connection, short version, long from, long to, int limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"{Columns(version)} where seq_id >= $1 and seq_id <= $2 order by seq_id limit $3", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = from });
        command.Parameters.Add(new NpgsqlParameter { Value = to });
        command.Parameters.Add(new NpgsqlParameter { Value = limit });
        List<SealedRow> rows = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new SealedRow(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetGuid(3), reader.GetFieldValue<byte[]>(4)[..Seal.DigestSize]));
        }

        return rows;
    }

    // The array's text keeps its parts apart by JSON's own quoting; the data follow as the server writes them.
    private static string Columns(short version) =>
        $"""
        select seq_id, coalesce(stream_id, ''), type, id, sha256(convert_to(
            jsonb_build_array(seq_id, id, stream_id, version, type, (extract(epoch from timestamp) * 1000000)::bigint, user_name, correlation_id,
                causation_id, headers, mt_dotnet_type, tenant_id, encode(bdata, 'hex'){(version == 1 ? "" : SinceVersion2)})::text || data::text, 'UTF8'))
        from miyagi.mt_events
        """;
}
