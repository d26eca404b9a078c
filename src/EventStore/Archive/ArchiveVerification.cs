using System.Globalization;
using System.Security.Cryptography;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore.Seals;
using Npgsql;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>
/// Compares the archive with the events that tell of it: files by their blocks' hashes, the rows that say where the blocks lie, what is left of the seals, the manifests. The events themselves have seals
/// (<see cref="SealChain"/>), so the two together cover what is in the table and what is not.
/// </summary>
public sealed class ArchiveVerification(NpgsqlDataSource dataSource, ArchiveFolder archive, IEventStore store)
{
    /// <summary>The archived days, oldest first, with the instant at which each was archived.</summary>
    public async Task<IReadOnlyList<(JournalDayArchived Archived, DateTimeOffset At)>> ListAsync(CancellationToken cancellationToken)
    {
        List<(JournalDayArchived, DateTimeOffset)> days = [];
        await foreach (var item in store.ReadStreamsAsync("archive:", cancellationToken))
        {
            if (item.Data is JournalDayArchived archived)
            {
                days.Add((archived, item.RecordedAt));
            }
        }

        return [.. days.OrderBy(day => day.Item1.From)];
    }

    /// <summary>Files in the folder that no event tells of: left by a crash, or somebody else's.</summary>
    public async Task<IReadOnlyList<string>> UnknownFilesAsync(CancellationToken cancellationToken)
    {
        var known = (await ListAsync(cancellationToken)).SelectMany(day => new[] { day.Archived.File, day.Archived.Manifest }).ToHashSet(StringComparer.Ordinal);
        return Directory.Exists(archive.FullPath)
            ? [.. Directory.GetFiles(archive.FullPath).Select(path => Path.GetFileName(path)).Where(name => !known.Contains(name)).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Verifies all files with events of positions <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    /// <param name="from">First position of interest; 1 is the first there is.</param>
    /// <param name="to">Last position of interest.</param>
    /// <param name="found">Called for each place that is wrong, in order of position.</param>
    /// <param name="progress">Called after each file with the last position in it.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    public async Task<ArchiveReport> VerifyAsync(long from, long to, Action<ArchiveFinding> found, Action<long> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(progress);
        var report = new ArchiveReport(0, 0, 0, 0, 0);
        if (!await IsThereAsync(cancellationToken))
        {
            return report;
        }

        var days = await ListAsync(cancellationToken);
        foreach (var file in await UntoldFilesAsync(days, cancellationToken))
        {
            Tell(new ArchiveFinding(file.File, file.From, file.To, $"rows of journal_archive_blocks name {file.File}, but no event tells of it"));
        }

        foreach (var (archived, _) in days.Where(day => day.Archived.To >= from && day.Archived.From <= to))
        {
            var blocks = await BlockRows.ReadAsync(dataSource, archived.File, cancellationToken);
            if (ArchiveHashes.Text(ArchiveHashes.OfBlocks(blocks)) != archived.BlocksSha256)
            {
                Tell(Whole(archived, $"the rows of journal_archive_blocks for {archived.File} are not those that were archived"));
            }

            if (ArchiveHashes.Text(ArchiveHashes.OfSeals(await SealsOfAsync(archived.File, cancellationToken))) != archived.SealsSha256)
            {
                Tell(Whole(archived, $"the seals without their entries for {archived.File} are not those that were left"));
            }

            if (ProblemOfManifest(archived) is { } problem)
            {
                Tell(Whole(archived, problem));
            }

            foreach (var block in blocks.Where(block => block.Place.To >= from && block.Place.From <= to))
            {
                report = await VerifyAsync(archived, block, report, found, cancellationToken);
                if (LengthOf(archived.File) == 0)
                {
                    // Once for the whole file.
                    break;
                }
            }

            // The blocks lie one behind the other from the first byte on, so that their hashes and the length are the whole file.
            if (LengthOf(archived.File) - archived.FileBytes is > 0 and var more)
            {
                Tell(Whole(archived, string.Create(CultureInfo.InvariantCulture, $"the archive file {archive.PathOf(archived.File)} has {more} bytes too many; nothing reads them, but bring it back from a backup")));
            }

            report = report with { Files = report.Files + 1 };
            progress(archived.To);
        }

        return report;

        void Tell(ArchiveFinding finding) => report = Told(report, finding, found);
    }

    private static ArchiveReport Told(ArchiveReport report, ArchiveFinding finding, Action<ArchiveFinding> found)
    {
        found(finding);
        return report with { Findings = report.Findings + 1 };
    }

    /// <summary>False in a store of an older build, as a restored backup is.</summary>
    private async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select to_regclass('miyagi.journal_archive_blocks') is not null");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static ArchiveFinding Whole(JournalDayArchived archived, string problem) => new(archived.File, archived.From, archived.To, problem);

    /// <summary>0 for a file that can't be read, which its blocks tell.</summary>
    private long LengthOf(string file)
    {
        try
        {
            return RegularFile.LengthOf(archive.PathOf(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private async Task<ArchiveReport> VerifyAsync(JournalDayArchived archived, WrittenBlock block, ArchiveReport report, Action<ArchiveFinding> found, CancellationToken cancellationToken)
    {
        var place = block.Place;
        try
        {
            var events = await archive.ReadAsync(place, cancellationToken);
            var readings = events.Sum(item => ((ReadingsRecorded)item.Data!).Count);
            // What blocksSha256 does not cover is compared with the event and with the file.
            Require(readings == block.Readings, place, $"counts {block.Readings} readings, but the block in {place.File} holds {readings}");
            Require(place.Stream == archived.JournalStream, place, $"stands under {place.Stream}, but the events are of {archived.JournalStream}");
            Require(events[^1].RecordedAt == block.RecordedAt, place, $"says that it was stored at {block.RecordedAt:O}, but the block in {place.File} says {events[^1].RecordedAt:O}");

            return report with { Blocks = report.Blocks + 1, Events = report.Events + place.Events, Readings = report.Readings + readings };
        }
        catch (ArchiveException exception)
        {
            return Told(report, new ArchiveFinding(place.File, place.From, place.To, exception.Message), found);
        }
    }

    private static void Require(bool holds, ArchivedBlock place, string otherwise)
    {
        if (!holds)
        {
            throw new ArchiveException(string.Create(CultureInfo.InvariantCulture, $"The row of journal_archive_blocks at {place.To} {otherwise}."));
        }
    }

    private string? ProblemOfManifest(JournalDayArchived archived)
    {
        var path = archive.PathOf(archived.Manifest);
        try
        {
            _ = RegularFile.LengthOf(path);
            return ArchiveHashes.Text(SHA256.HashData(File.ReadAllBytes(path))) == archived.ManifestSha256 ? null : $"the manifest {path} was altered; nothing reads it, but bring it back from a backup";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"the manifest {path} can't be read ({exception.Message}); nothing needs it, but bring it back from a backup";
        }
    }

    private async Task<List<Seal>> SealsOfAsync(string file, CancellationToken cancellationToken)
    {
        List<Seal> seals = [];
        await using var command = dataSource.CreateCommand($"{Seal.Select} where x.file = $1 order by seal");
        command.Parameters.Add(new NpgsqlParameter { Value = file });
        await foreach (var seal in Seal.ReadAsync(command, cancellationToken))
        {
            seals.Add(seal);
        }

        return seals;
    }

    private async Task<List<(string File, long From, long To)>> UntoldFilesAsync(IReadOnlyList<(JournalDayArchived Archived, DateTimeOffset At)> days, CancellationToken cancellationToken)
    {
        List<(string, long, long)> files = [];
        await using var command = dataSource.CreateCommand(
            """
            select file, min(from_seq), max(seq_id) from miyagi.journal_archive_blocks where file <> all ($1) group by file
            union all select file, min(from_seq), max(to_seq) from miyagi.event_seals where file is not null and file <> all ($1) group by file order by 2
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = days.Select(day => day.Archived.File).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            files.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        return files;
    }
}
