using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using MiyagiSensing.EventStore.Seals;
using Npgsql;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>What must hold before a row is deleted: its file, read back, holds the same event, reading by reading, and the row is what was sealed.</summary>
internal static class DayComparison
{
    /// <summary>Compares all blocks with their rows.</summary>
    /// <returns>SHA-256 over, for each event, its position (8 bytes, big-endian) and the 16 bytes that its seal holds of it.</returns>
    /// <exception cref="ArchiveException">Something differs; nothing must be deleted.</exception>
    public static async Task<byte[]> RunAsync(NpgsqlDataSource dataSource, ArchiveFolder archive, IReadOnlyList<WrittenBlock> blocks, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var seals = new SealsInOrder(connection);
        var entry = new byte[sizeof(long) + Seal.DigestSize];
        foreach (var (place, _, _, _) in blocks)
        {
            await CompareAsync(connection, archive, place, cancellationToken);
            for (var position = place.From; position <= place.To;)
            {
                var seal = await seals.OfAsync(position, cancellationToken);
                Require(seal is not null, place, "it is not sealed");
                var to = Math.Min(place.To, seal!.To);
                var (rows, digests) = (await SealedRow.ReadAsync(connection, seal.Version, position, to, int.MaxValue, cancellationToken), seal.Digests());
                Require(rows.Count == to - position + 1, place, "a row is missing");
                foreach (var row in rows)
                {
                    Require(
                        digests.TryGetValue(row.Position, out var digest) && digest.Span.SequenceEqual(row.Digest),
                        place,
                        string.Create(CultureInfo.InvariantCulture, $"event {row.Position} is not as sealed; see ./miyagi verify"));
                    BinaryPrimitives.WriteInt64BigEndian(entry, row.Position);
                    row.Digest.CopyTo(entry.AsSpan(sizeof(long)));
                    hash.AppendData(entry);
                }

                position = to + 1;
            }
        }

        return hash.GetHashAndReset();
    }

    private static async Task CompareAsync(NpgsqlConnection connection, ArchiveFolder archive, ArchivedBlock place, CancellationToken cancellationToken)
    {
        var archived = await archive.ReadAsync(place, cancellationToken);
        await using var command = new NpgsqlCommand(JournalDay.Rows, connection)
        {
            Parameters = { new NpgsqlParameter { Value = place.Stream }, new NpgsqlParameter { Value = place.From }, new NpgsqlParameter { Value = place.To } },
        };
        var i = 0;
        await foreach (var row in EventRows.ReadAllAsync(command, archive, cancellationToken))
        {
            Require(i < archived.Length && EventSameness.Holds(row, archived[i]), place, string.Create(CultureInfo.InvariantCulture, $"event {row.Position} is another one there"));
            i++;
        }

        Require(i == archived.Length, place, "it holds events that have no row");
    }

    private static void Require(bool holds, ArchivedBlock place, string otherwise)
    {
        if (!holds)
        {
            throw new ArchiveException(string.Create(
                CultureInfo.InvariantCulture, $"{place.File} is not used, since its events {place.From} to {place.To} are not those of the table: {otherwise}. Nothing was deleted."));
        }
    }
}
