using System.Data;
using System.Globalization;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using Npgsql;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>
/// Moves journal days that are over from the table to files (docs/archive.md). In this order: write the file, read it back and compare it with the rows, and only then, in one transaction, delete these. A crash leaves rows, or what
/// the file holds; a file that nothing refers to is written anew by the next run.
/// </summary>
public sealed class JournalArchiver
{
    /// <summary>Advisory lock of the one who archives.</summary>
    private const long AdvisoryLock = 727075;

    private readonly NpgsqlDataSource _dataSource;
    private readonly ArchiveFolder _archive;
    private readonly IEventStore _store;
    private readonly TimeProvider _clock;
    private readonly Action<ArchiveStep> _reached;

    /// <summary>An archiver; see <see cref="EventStoreServices.AddEventStore"/>.</summary>
    public JournalArchiver(NpgsqlDataSource dataSource, ArchiveFolder archive, IEventStore store, TimeProvider clock)
        : this(dataSource, archive, store, clock, _ => { })
    {
    }

    /// <summary>An archiver that tells how far it is, and that fails where the one who is told does.</summary>
    internal JournalArchiver(NpgsqlDataSource dataSource, ArchiveFolder archive, IEventStore store, TimeProvider clock, Action<ArchiveStep> reached) =>
        (_dataSource, _archive, _store, _clock, _reached) = (dataSource, archive, store, clock, reached);

    /// <summary>Archives one day (all its journal streams).</summary>
    /// <param name="day">UTC.</param>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="cancellationToken">Ends the run; the day is then archived wholly or not at all.</param>
    /// <returns>What became of its streams; empty when none has rows.</returns>
    /// <exception cref="ArchiveException">The database was lost, a file could not be written, or one of an archived day is missing; no row was deleted that is not in a file.</exception>
    /// <exception cref="InvalidOperationException">Another run is under way.</exception>
    public Task<IReadOnlyList<ArchiveOutcome>> RunAsync(DateOnly day, EventHeaders actor, CancellationToken cancellationToken) =>
        RunAsync((item, _) => item.Day == day, actor, cancellationToken);

    /// <summary>Archives the days that ended at least so many days before the newest event.</summary>
    /// <param name="afterDays">1 or more.</param>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="cancellationToken">Ends the run between two days or within one, which is then archived wholly or not at all.</param>
    /// <returns>What became of those that still have rows, oldest first.</returns>
    /// <exception cref="ArchiveException">As for one day.</exception>
    /// <exception cref="InvalidOperationException">Another run is under way.</exception>
    public Task<IReadOnlyList<ArchiveOutcome>> RunAsync(int afterDays, EventHeaders actor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(afterDays, 1);
        return RunAsync((item, newest) => newest - item.End >= TimeSpan.FromDays(afterDays), actor, cancellationToken);
    }

    private async Task<IReadOnlyList<ArchiveOutcome>> RunAsync(Func<JournalDay, DateTimeOffset, bool> wanted, EventHeaders actor, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAloneAsync(wanted, actor, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw new ArchiveException(
                $"The run was broken off: {exception.Message} Nothing is lost, since each day is archived wholly or not at all; run it again when PostgreSQL answers.", exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException and not ArchiveException)
        {
            throw new ArchiveException(
                $"The archive folder {_archive.FullPath} can't be used: {exception.Message} Nothing is lost; give the platform's account the right to write there, or make room, and run it again.", exception);
        }
    }

    private async Task<IReadOnlyList<ArchiveOutcome>> RunAloneAsync(Func<JournalDay, DateTimeOffset, bool> wanted, EventHeaders actor, CancellationToken cancellationToken)
    {
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
        await using (var hold = new NpgsqlCommand($"select pg_try_advisory_lock({AdvisoryLock})", connection))
        {
            if (await hold.ExecuteScalarAsync(cancellationToken) is not true)
            {
                throw new InvalidOperationException("Another run of the archive is under way; wait for its end.");
            }
        }

        try
        {
            await RequireFilesAsync(connection, cancellationToken);
            RemoveUnfinished();
            return await RunAsync(connection, wanted, actor, cancellationToken);
        }
        finally
        {
            // The pool would keep the lock together with the connection. A connection that was lost has lost it too.
            if (connection.State == ConnectionState.Open)
            {
                await using var release = new NpgsqlCommand($"select pg_advisory_unlock({AdvisoryLock})", connection);
                await release.ExecuteScalarAsync(CancellationToken.None);
            }
        }
    }

    private async Task<IReadOnlyList<ArchiveOutcome>> RunAsync(
        NpgsqlConnection connection, Func<JournalDay, DateTimeOffset, bool> wanted, EventHeaders actor, CancellationToken cancellationToken)
    {
        var newest = await ArchiveReadiness.NewestAsync(connection, cancellationToken);
        List<ArchiveOutcome> outcomes = [];
        foreach (var day in (await JournalDay.ListAsync(connection, cancellationToken)).Where(day => wanted(day, newest)))
        {
            outcomes.Add(await RunAsync(connection, day, actor, cancellationToken));
        }

        if (outcomes.Exists(outcome => outcome.Archived is not null))
        {
            await GiveBackAsync(connection, cancellationToken);
        }

        return outcomes;
    }

    private async Task<ArchiveOutcome> RunAsync(NpgsqlConnection connection, JournalDay day, EventHeaders actor, CancellationToken cancellationToken)
    {
        var waits = await ArchiveReadiness.WaitsAsync(connection, day, cancellationToken);
        if (waits.Count > 0)
        {
            return new ArchiveOutcome(day.Stream, day.Day, null, waits);
        }

        try
        {
            return await ArchiveAsync(day, actor, cancellationToken) is { } archived
                ? new ArchiveOutcome(day.Stream, day.Day, archived, [])
                : new ArchiveOutcome(day.Stream, day.Day, null, ["it has no rows but such as can't be archived"]);
        }
        catch (ArchiveException exception)
        {
            // A day that can't be trusted must not hold the others back.
            return new ArchiveOutcome(day.Stream, day.Day, null, [exception.Message]);
        }
    }

    private async Task<JournalDayArchived?> ArchiveAsync(JournalDay day, EventHeaders actor, CancellationToken cancellationToken)
    {
        MakeFolder();
        var path = _archive.PathOf(day.File);
        if ((await BlockRows.ReadAsync(_dataSource, day.File, cancellationToken)).Count > 0)
        {
            throw new ArchiveException($"{path} is in use already, but the rows that it was made of are in the table too; see ./miyagi verify.");
        }

        await using var file = new ArchiveFile(path);
        var blocks = await DayWriting.WriteAsync(_dataSource, _archive, day, file, cancellationToken);
        if (blocks.Count == 0)
        {
            await file.DisposeAsync();
            File.Delete(path + ArchiveFile.Unfinished);
            return null;
        }

        var fileSha256 = ArchiveHashes.Text(file.ToHash());
        await file.FlushAsync(cancellationToken);
        _reached(ArchiveStep.Written);
        RequireOwn(path, blocks[0].Place.Stream, fileSha256);
        await file.FinishAsync();
        _reached(ArchiveStep.Named);
        var eventsSha256 = ArchiveHashes.Text(await DayComparison.RunAsync(_dataSource, _archive, blocks, cancellationToken));
        _reached(ArchiveStep.Compared);
        var manifest = ArchiveManifest.Write(blocks, file.Length, fileSha256, eventsSha256);
        var manifestSha256 = await WriteManifestAsync(ArchiveManifest.NameOf(path), manifest, cancellationToken);
        _reached(ArchiveStep.ManifestWritten);
        var archived = new JournalDayArchived(
            day.Stream, day.File, file.Length, fileSha256, ArchiveManifest.NameOf(day.File), manifestSha256, ArchiveHashes.Text(ArchiveHashes.OfBlocks(blocks)), eventsSha256, "",
            blocks[0].Place.From, blocks[^1].Place.To, blocks.Sum(block => block.Place.Events), blocks.Count, blocks.Sum(block => (long)block.Readings));
        return await new ArchiveCommit(_dataSource, _store, _reached).RunAsync(
            blocks, archived, Guid.CreateVersion7(_clock.GetUtcNow()), string.Create(CultureInfo.InvariantCulture, $"archive:{day.Day:yyyyMMdd}"), actor, cancellationToken);
    }

    /// <summary>A folder without its files is not the archive, but most likely a mount point without its disk: what is written there would be gone with the rows.</summary>
    private async Task RequireFilesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select file from miyagi.journal_archive_blocks group by file order by min(from_seq)", connection);
        List<string> missing = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!_archive.Has(reader.GetString(0)))
            {
                missing.Add(reader.GetString(0));
            }
        }

        if (missing.Count > 0)
        {
            var more = missing.Count > 1 ? $" (and {missing.Count - 1} more)" : "";
            throw new ArchiveException(
                $"The archive file {missing[0]} is missing in {_archive.FullPath}{more}: is its disk mounted? Nothing is archived before all files are there; ./miyagi archive list names them, and a backup has them.");
        }
    }

    /// <summary>What a killed run left; nobody else writes here while the lock is held.</summary>
    private void RemoveUnfinished()
    {
        if (Directory.Exists(_archive.FullPath))
        {
            foreach (var path in Directory.GetFiles(_archive.FullPath, "journal-*" + ArchiveFile.Unfinished))
            {
                File.Delete(path);
            }
        }
    }

    private void MakeFolder()
    {
        Stack<string> parents = [];
        for (var folder = _archive.FullPath; !Directory.Exists(folder); folder = parents.Peek())
        {
            parents.Push(Path.GetDirectoryName(folder)!);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_archive.FullPath);
        }
        else
        {
            Directory.CreateDirectory(_archive.FullPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        foreach (var parent in parents)
        {
            FolderSync.Run(parent);
        }
    }

    /// <summary>A file of this name that no event of this store refers to was left by a crash, and then holds the same; anything else must not be overwritten.</summary>
    private static void RequireOwn(string path, string stream, string fileSha256)
    {
        if (File.Exists(ArchiveManifest.NameOf(path)) && ArchiveManifest.FileSha256(ArchiveManifest.NameOf(path)) != fileSha256)
        {
            throw new ArchiveException($"{path} is there already and is not what {stream} makes: is the folder another store's? Move the file away, or give this store a folder of its own (MIYAGI_ARCHIVE).");
        }
    }

    private static async Task<string> WriteManifestAsync(string path, byte[] manifest, CancellationToken cancellationToken)
    {
        await using var file = new ArchiveFile(path);
        await file.WriteAsync(manifest, cancellationToken);
        await file.FlushAsync(cancellationToken);
        var hash = ArchiveHashes.Text(file.ToHash());
        await file.FinishAsync();
        return hash;
    }

    /// <summary>Lets new rows have the room of the deleted ones, without the lock that giving it back to the disk would need.</summary>
    private static async Task GiveBackAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("vacuum (truncate off) miyagi.mt_events, miyagi.event_seals", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
