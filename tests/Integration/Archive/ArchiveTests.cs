using MiyagiSensing.Domain.Events;
using MiyagiSensing.EventStore.Archive;
using Xunit;

namespace MiyagiSensing.Integration.Archive;

/// <summary>A day moves to a file and nobody who reads notices, whatever happens meanwhile. One store a test.</summary>
public sealed class ArchiveTests : IAsyncLifetime
{
    private ArchiveStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await ArchiveStore.StartAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Every_reader_reads_the_same_as_before()
    {
        var before = await _store.ReadEverythingAsync();

        var archived = (await _store.ArchiveAsync()).Archived!;

        Assert.Equal((ArchiveStore.Readings, 40, ArchiveStore.Readings), (archived.Events, archived.Blocks, archived.Readings));
        Assert.Equal(0, await _store.RowsAsync());
        await AssertSameAsync(before);
        Assert.Equal(["journal-0-20261101-1.archive", "journal-0-20261101-1.archive.json"], Directory.GetFiles(_store.Folder).Select(Path.GetFileName).Order());
        Assert.Equal(archived, Assert.Single(await _store.Verification.ListAsync(Cancellation)).Archived);
        Assert.Empty(await _store.Verification.UnknownFilesAsync(Cancellation));
    }

    [Fact]
    public async Task A_store_without_an_archive_has_nothing_wrong_with_it()
    {
        var (report, findings) = await _store.VerifyArchiveAsync();

        Assert.Empty(findings);
        Assert.Equal(new ArchiveReport(0, 0, 0, 0, 0), report);
    }

    [Fact]
    public async Task The_seals_hold_through_an_archived_day()
    {
        var before = await _store.VerifySealsAsync();
        await _store.ArchiveAsync();
        await _store.SealAsync();

        var (report, findings) = await _store.VerifySealsAsync();
        var archive = await _store.VerifyArchiveAsync();

        Assert.Empty(before.Findings);
        Assert.Empty(findings);
        Assert.Equal((before.Report.Events + 1, 0), (report.Events, report.Unsealed));
        Assert.Empty(archive.Findings);
        Assert.Equal((1, 40, ArchiveStore.Readings, ArchiveStore.Readings), (archive.Report.Files, archive.Report.Blocks, archive.Report.Events, archive.Report.Readings));
        Assert.InRange(await _store.NumberAsync("select count(*) from miyagi.event_seals where file is not null"), 3, 5);
    }

    [Theory]
    [InlineData(ArchiveStep.Written)]
    [InlineData(ArchiveStep.Named)]
    [InlineData(ArchiveStep.Compared)]
    [InlineData(ArchiveStep.ManifestWritten)]
    [InlineData(ArchiveStep.Indexed)]
    [InlineData(ArchiveStep.RowsDeleted)]
    [InlineData(ArchiveStep.SealsFolded)]
    [InlineData(ArchiveStep.Appended)]
    [InlineData(ArchiveStep.Committed)]
    public async Task A_crash_behind_any_step_loses_and_doubles_nothing_and_the_next_run_goes_on(object step)
    {
        var before = await _store.ReadEverythingAsync();

        await Assert.ThrowsAsync<CrashException>(() => _store.ArchiveAsync(reached => _ = reached.Equals(step) ? throw new CrashException() : 0));

        var committed = step.Equals(ArchiveStep.Committed);
        Assert.Equal(committed ? 0 : ArchiveStore.Readings, await _store.RowsAsync());
        await AssertSameAsync(before);
        var again = await _store.Archiver().RunAsync(ArchiveStore.Day, EventHeaders.Platform, Cancellation);
        Assert.Equal(committed ? 0 : 1, again.Count(outcome => outcome.Archived is not null));
        Assert.Equal(0, await _store.RowsAsync());
        await AssertSameAsync(before);
        Assert.Equal(2, Directory.GetFiles(_store.Folder).Length);
        Assert.Single(await _store.Verification.ListAsync(Cancellation));
        Assert.Empty((await _store.VerifyArchiveAsync()).Findings);
        Assert.Empty((await _store.VerifySealsAsync()).Findings);
    }

    [Fact]
    public async Task One_altered_byte_is_located_and_stops_its_readers()
    {
        await _store.ArchiveAsync();
        var file = _store.File;
        var block = await _store.NumberAsync("select file_offset from miyagi.journal_archive_blocks order by seq_id offset 7 limit 1");
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        bytes[block + 20] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancellation);

        var finding = Assert.Single((await _store.VerifyArchiveAsync()).Findings);

        Assert.Equal((1 + (7 * 61), (7 * 61) + 60), (finding.From, finding.To));
        Assert.Contains($"{file} of {ArchiveStore.Stream} was altered between byte {block}", finding.Problem, StringComparison.Ordinal);
        var stopped = await Assert.ThrowsAsync<ArchiveException>(() => _store.ReadFeedAsync(0));
        Assert.Equal(finding.Problem, stopped.Message);
        Assert.NotEmpty(await _store.ReadFeedAsync(finding.To));
    }

    [Fact]
    public async Task A_missing_file_stops_its_readers_and_is_named_once()
    {
        await _store.ArchiveAsync();
        var file = _store.File;
        File.Delete(file);

        var finding = Assert.Single((await _store.VerifyArchiveAsync()).Findings);

        Assert.Contains($"{file} of {ArchiveStore.Stream} (events 1 to 60) can't be read", finding.Problem, StringComparison.Ordinal);
        Assert.Contains("Bring it back from a backup", finding.Problem, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArchiveException>(() => _store.ReadFeedAsync(0));
        Assert.Equal(300, (await _store.ReadTailAsync()).Count);
    }

    [Theory]
    [InlineData("update miyagi.journal_archive_blocks set file_offset = file_offset + 1 where seq_id = 60", "journal_archive_blocks")]
    [InlineData("delete from miyagi.journal_archive_blocks where seq_id = 60", "journal_archive_blocks")]
    [InlineData("update miyagi.event_seals set entries = set_byte(entries, 5, 255 - get_byte(entries, 5)) where seal = 2", "seals without their entries")]
    [InlineData("update miyagi.event_seals set hash = set_byte(hash, 5, 255 - get_byte(hash, 5)) where seal = 2", "seals without their entries")]
    [InlineData("insert into miyagi.journal_archive_blocks select 9999, 9999, stream_id, 9999, recorded_at, 0, 0, 'other', 0, 0, sha256 from miyagi.journal_archive_blocks limit 1", "no event tells of it")]
    public async Task What_tells_of_the_archive_can_t_be_altered_unseen(string damage, string expected)
    {
        await _store.ArchiveAsync();

        await _store.ExecuteAsync(damage);

        Assert.Contains((await _store.VerifyArchiveAsync()).Findings, finding => finding.Problem.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_that_is_not_as_sealed_keeps_its_day_in_the_table()
    {
        await _store.ExecuteAsync("update miyagi.mt_events set timestamp = timestamp + interval '1 second' where seq_id = 70");

        var refusal = Assert.Single((await _store.ArchiveAsync()).Waits);

        Assert.Contains("event 70 is not as sealed", refusal, StringComparison.Ordinal);
        Assert.Equal(ArchiveStore.Readings, await _store.RowsAsync());
    }

    [Fact]
    public async Task What_can_t_be_archived_stays_a_row_and_the_rest_goes()
    {
        await using var store = await ArchiveStore.StartAsync();
        await store.ExecuteAsync("truncate miyagi.event_seals");
        await store.ExecuteAsync("update miyagi.mt_events set data = '{\"groups\": 7}' where seq_id = 70; update miyagi.mt_events set headers = '{\"by\": \"another\"}' where seq_id = 100");
        await store.SealAsync();
        var before = await store.ReadEverythingButStreamsAsync();

        var archived = (await store.ArchiveAsync()).Archived!;

        Assert.Equal((ArchiveStore.Readings - 2, 42), (archived.Events, archived.Blocks));
        Assert.Equal(2, await store.RowsAsync());
        Assert.Equal(before, await store.ReadEverythingButStreamsAsync());
        await store.SealAsync();
        Assert.Empty((await store.VerifySealsAsync()).Findings);
        Assert.Empty((await store.VerifyArchiveAsync()).Findings);
    }

    [Fact]
    public async Task A_day_waits_until_it_is_over_sealed_and_taken_in()
    {
        await _store.ExecuteAsync($"insert into miyagi.mt_event_progression (name, last_seq_id) values ('devices/1', 100)");
        var behind = await _store.ArchiveAsync();
        var begun = Assert.Single(await _store.Archiver().RunAsync(ArchiveStore.Day.AddDays(1), EventHeaders.Platform, Cancellation));
        await _store.ExecuteAsync("update miyagi.mt_event_progression set last_seq_id = 1000000; delete from miyagi.event_seals where seal > 1");
        var unsealed = await _store.ArchiveAsync();

        Assert.Equal(["until projection devices/1 has taken it in up to position 2439; so far up to 100"], behind.Waits);
        Assert.Contains(begun.Waits, wait => wait.StartsWith("the day is not over: an event must be stored after 2026-11-03 01:00 UTC", StringComparison.Ordinal));
        Assert.Equal(["until it is sealed up to position 2439; so far up to 500"], unsealed.Waits);
        Assert.Equal(ArchiveStore.Readings, await _store.RowsAsync());
        Assert.Empty(Directory.GetFiles(_store.Folder));
    }

    [Fact]
    public async Task The_policy_is_an_event_and_counts_from_the_days_end()
    {
        var policy = new ArchivePolicy(_store.Store, TimeProvider.System);
        Assert.Null(await policy.ReadAsync(Cancellation));
        await policy.SetAsync(2, EventHeaders.Platform, Cancellation);
        await policy.SetAsync(null, EventHeaders.Platform, Cancellation);
        Assert.Equal(new ArchivePolicySet(Keep: true), await policy.ReadAsync(Cancellation));

        Assert.Empty(await _store.Archiver().RunAsync(2, EventHeaders.Platform, Cancellation));
        await _store.FillAsync(ArchiveStore.Day.AddDays(3), 1);
        await _store.SealAsync();
        var outcome = Assert.Single(await _store.Archiver().RunAsync(2, EventHeaders.Platform, Cancellation));

        Assert.Equal((ArchiveStore.Stream, ArchiveStore.Readings), (outcome.Stream, outcome.Archived!.Readings));
    }

    [Fact]
    public async Task Events_that_come_for_an_archived_day_are_read_and_archived_beside_the_first()
    {
        await _store.ArchiveAsync();
        await _store.FillAsync(ArchiveStore.Day, 2);
        await _store.FillAsync(ArchiveStore.Day.AddDays(2), 1);
        await _store.SealAsync();
        var before = await _store.ReadEverythingAsync();

        var second = (await _store.ArchiveAsync()).Archived!;

        Assert.Equal(120, second.Readings);
        await AssertSameAsync(before);
        Assert.Equal(2, (await _store.Verification.ListAsync(Cancellation)).Count);
        await _store.SealAsync();
        Assert.Empty((await _store.VerifySealsAsync()).Findings);
        Assert.Empty((await _store.VerifyArchiveAsync()).Findings);
    }

    [Fact]
    public async Task Writers_go_on_while_a_day_is_archived()
    {
        var day = ArchiveStore.Day.AddDays(1);
        var before = await _store.ReadEverythingAsync();
        var reading = Task.Run(() => _store.ReadFeedAsync(0), Cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var written = 0;
        var writing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await _store.Store.AppendAsync([ArchiveStore.Event(day, ArchiveStore.Block("gauge-99", DateTimeOffset.UnixEpoch.AddSeconds(written), 1))], null, Cancellation);
                    written++;
                }
            },
            Cancellation);

        List<int> atStep = [];
        await _store.ArchiveAsync(_ => atStep.Add(written));
        await stop.CancelAsync();
        await writing;

        Assert.True(atStep[^1] > 0, "nothing was written meanwhile");
        Assert.True((await reading).Count >= before["feed"].Count, "a reader lost something");
        var after = await _store.ReadEverythingAsync();
        Assert.Equal(before["feed"].Count + written, after["feed"].Count);
        Assert.Equal(before["feed"], after["feed"].Take(before["feed"].Count));
        Assert.Equal(before["stream"], after["stream"]);
    }

    [Fact]
    public async Task A_file_that_another_store_made_is_not_overwritten()
    {
        var name = $"journal-0-20261101-1.archive";
        await File.WriteAllTextAsync(Path.Combine(_store.Folder, name), "another store's", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_store.Folder, name + ".json"), "{\"fileSha256\": \"00\"}\n", Cancellation);

        var refusal = Assert.Single((await _store.ArchiveAsync()).Waits);

        Assert.Contains("is the folder another store's?", refusal, StringComparison.Ordinal);
        Assert.Equal("another store's", await File.ReadAllTextAsync(Path.Combine(_store.Folder, name), Cancellation));
        Assert.Equal(ArchiveStore.Readings, await _store.RowsAsync());
    }

    [Fact]
    public async Task Two_runs_at_once_are_one_run()
    {
        List<Task> seconds = [];
        await _store.ArchiveAsync(step =>
        {
            if (step == ArchiveStep.Compared)
            {
                seconds.Add(Assert.ThrowsAsync<InvalidOperationException>(() => _store.ArchiveAsync()));
                seconds[0].Wait(Cancellation);
            }
        });

        await Assert.Single(seconds);
        Assert.Equal(0, await _store.RowsAsync());
    }

    private async Task AssertSameAsync(Dictionary<string, List<string>> before)
    {
        var after = await _store.ReadEverythingAsync();
        foreach (var (way, events) in before)
        {
            Assert.NotEmpty(after[way]);
            // The tail ends where the archive begins.
            Assert.Equal(way == "tail" ? events.Take(after[way].Count) : events, after[way]);
        }
    }

    private sealed class CrashException : Exception;
}
