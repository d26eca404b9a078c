using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>The rows of <c>journal_archive_blocks</c>.</summary>
internal static class BlockRows
{
    private const string Columns = "stream_id, from_seq, seq_id, version, recorded_at, readings, set_aside, file, file_offset, file_length, sha256";

    /// <summary>Writes the rows of one file.</summary>
    public static async Task InsertAsync(NpgsqlConnection connection, IReadOnlyList<WrittenBlock> blocks, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy miyagi.journal_archive_blocks ({Columns}) from stdin (format binary)", cancellationToken);
        foreach (var block in blocks)
        {
            var place = block.Place;
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(place.Stream, NpgsqlDbType.Varchar, cancellationToken);
            await copy.WriteAsync(place.From, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(place.To, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(place.Version, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(block.RecordedAt, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(block.Readings, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(block.SetAside, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(place.File, NpgsqlDbType.Varchar, cancellationToken);
            await copy.WriteAsync(place.Offset, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(place.Length, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(place.Sha256, NpgsqlDbType.Bytea, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    /// <summary>The rows of one file, in order of position.</summary>
    public static async Task<List<WrittenBlock>> ReadAsync(NpgsqlDataSource dataSource, string file, CancellationToken cancellationToken)
    {
        List<WrittenBlock> blocks = [];
        await using var command = dataSource.CreateCommand($"select {Columns} from miyagi.journal_archive_blocks where file = $1 order by seq_id");
        command.Parameters.Add(new NpgsqlParameter { Value = file });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var place = new ArchivedBlock
            {
                Stream = reader.GetString(0),
                From = reader.GetInt64(1),
                To = reader.GetInt64(2),
                Version = reader.GetInt64(3),
                File = reader.GetString(7),
                Offset = reader.GetInt64(8),
                Length = reader.GetInt32(9),
                Sha256 = reader.GetFieldValue<byte[]>(10),
            };
            blocks.Add(new WrittenBlock(place, reader.GetFieldValue<DateTimeOffset>(4), reader.GetInt32(5), reader.GetInt32(6)));
        }

        return blocks;
    }
}
