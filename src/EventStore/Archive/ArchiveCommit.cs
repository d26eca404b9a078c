using System.Globalization;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore.Seals;
using Npgsql;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>
/// The transaction in which a day stops being rows and is a file: whoever reads sees the one or the other. The event comes last, since the writers wait from there to the end of the commit.
/// </summary>
internal sealed class ArchiveCommit(NpgsqlDataSource dataSource, IEventStore store, Action<ArchiveStep> reached)
{
    /// <summary>Commits.</summary>
    /// <param name="blocks">Compared with their rows.</param>
    /// <param name="archived">The event, without the hash over the seals.</param>
    /// <param name="eventId">Its id.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="actor">Who archives.</param>
    /// <param name="cancellationToken">Ends the try; nothing is then done, or all of it.</param>
    /// <returns>The event as it was stored.</returns>
    public async Task<JournalDayArchived> RunAsync(
        IReadOnlyList<WrittenBlock> blocks, JournalDayArchived archived, Guid eventId, string stream, EventHeaders actor, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Without statistics of the new rows the planner might read the whole table.
        await ExecuteAsync(connection, "set local synchronous_commit = on; set local enable_seqscan = off", cancellationToken);
        await BlockRows.InsertAsync(connection, blocks, cancellationToken);
        reached(ArchiveStep.Indexed);

        await DeleteRowsAsync(connection, archived, cancellationToken);
        reached(ArchiveStep.RowsDeleted);
        archived = archived with { SealsSha256 = ArchiveHashes.Text(await FoldSealsAsync(connection, blocks, archived, cancellationToken)) };
        reached(ArchiveStep.SealsFolded);
        await store.AppendWithinAsync([new NewEvent(eventId, stream, archived, actor)], transaction, cancellationToken);
        reached(ArchiveStep.Appended);
        await transaction.CommitAsync(cancellationToken);
        reached(ArchiveStep.Committed);
        return archived;
    }

    private static async Task DeleteRowsAsync(NpgsqlConnection connection, JournalDayArchived archived, CancellationToken cancellationToken)
    {
        await using var delete = new NpgsqlCommand(
            """
            delete from miyagi.mt_events e using miyagi.journal_archive_blocks b
                where b.file = $1 and e.seq_id >= b.from_seq and e.seq_id <= b.seq_id and e.stream_id = b.stream_id
            """,
            connection)
        {
            CommandTimeout = 0,
            Parameters = { new NpgsqlParameter { Value = archived.File } },
        };
        var deleted = await delete.ExecuteNonQueryAsync(cancellationToken);
        if (deleted != archived.Events)
        {
            throw new ArchiveException(string.Create(CultureInfo.InvariantCulture, $"{archived.File} holds {archived.Events} events, but the table {deleted} of them. Nothing was deleted."));
        }
    }

    /// <summary>Takes the entries of the archived events out of the seals that lie wholly between the first and the last of them; the one or two at the borders stay as they are.</summary>
    private static async Task<byte[]> FoldSealsAsync(NpgsqlConnection connection, IReadOnlyList<WrittenBlock> blocks, JournalDayArchived archived, CancellationToken cancellationToken)
    {
        List<Seal> folded = [];
        var next = 0;
        await using (var command = new NpgsqlCommand(
            $"{Seal.Select} where from_seq >= $1 and to_seq <= $2 and x.file is null order by seal", connection)
        {
            Parameters = { new NpgsqlParameter { Value = archived.From }, new NpgsqlParameter { Value = archived.To } },
        })
        {
            await foreach (var seal in Seal.ReadAsync(command, cancellationToken))
            {
                folded.Add(seal.Without(HasMoved, archived.File));
            }
        }

        await using var update = new NpgsqlCommand(
            "update miyagi.event_seals s set entries = f.entries, file = $1 from unnest($2, $3) f (seal, entries) where s.seal = f.seal", connection)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = archived.File },
                new NpgsqlParameter { Value = folded.Select(seal => seal.Number).ToArray() },
                new NpgsqlParameter { Value = folded.Select(seal => seal.Entries).ToArray() },
            },
        };
        await update.ExecuteNonQueryAsync(cancellationToken);
        return ArchiveHashes.OfSeals(folded);

        // Asked in order of position.
        bool HasMoved(long position)
        {
            while (next < blocks.Count && blocks[next].Place.To < position)
            {
                next++;
            }

            return next < blocks.Count && blocks[next].Place.From <= position;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
