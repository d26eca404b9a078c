using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using Npgsql;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>The rows of a day as blocks in a file, one stretch at a time, so that memory does not depend on the day.</summary>
internal static class DayWriting
{
    /// <summary>Most events of a block. Chosen: the reader's batch, since a block is read as a whole; a minute of ten readings a second is 600.</summary>
    private const int MaxEvents = 2_048;

    /// <summary>Most readings of a block, unless one event alone has more. Chosen: some hundred kilobytes of JSON, beyond which nothing is gained.</summary>
    private const int MaxReadings = 20_000;

    /// <summary>Writes what can be archived; the rest is left where it is.</summary>
    public static async Task<List<WrittenBlock>> WriteAsync(NpgsqlDataSource dataSource, ArchiveFolder archive, JournalDay day, ArchiveFile file, CancellationToken cancellationToken)
    {
        List<WrittenBlock> blocks = [];
        List<RecordedEvent> stretch = [];
        var readings = 0;
        await using var command = dataSource.CreateCommand(JournalDay.Rows);
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter { Value = day.Stream });
        command.Parameters.Add(new NpgsqlParameter { Value = day.From });
        command.Parameters.Add(new NpgsqlParameter { Value = day.To });
        await foreach (var item in EventRows.ReadAllAsync(command, archive, cancellationToken))
        {
            var follows = stretch.Count > 0 && item.Position == stretch[^1].Position + 1 && item.Version == stretch[^1].Version + 1;
            var count = item.Data is ReadingsRecorded block ? block.Count : 0;
            if (!follows || item.Data is null || stretch.Count == MaxEvents || readings + count > MaxReadings)
            {
                await WriteAsync(stretch, file, blocks, cancellationToken);
                stretch = [];
                readings = 0;
            }

            if (item.Data is not null)
            {
                stretch.Add(item);
                readings += count;
            }
        }

        await WriteAsync(stretch, file, blocks, cancellationToken);
        return blocks;
    }

    /// <summary>An event that would not come back as it is ends a block before it and stays in the table.</summary>
    private static async Task WriteAsync(List<RecordedEvent> stretch, ArchiveFile file, List<WrittenBlock> blocks, CancellationToken cancellationToken)
    {
        while (stretch.Count > 0)
        {
            var bytes = ArchiveBlock.Encode(stretch);
            var decoded = ArchiveBlock.Decode(bytes, stretch[0].Stream, stretch[0].Position, stretch[0].Version);
            var lost = Enumerable.Range(0, stretch.Count).Where(i => !EventSameness.Holds(stretch[i], decoded[i])).DefaultIfEmpty(-1).First();
            if (lost < 0)
            {
                blocks.Add(await file.AddAsync(stretch, bytes, cancellationToken));
                return;
            }

            await WriteAsync(stretch[..lost], file, blocks, cancellationToken);
            stretch = stretch[(lost + 1)..];
        }
    }
}
