using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.EventStore.Archive;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Archive;

/// <summary>What happens to the archive's files, folder and rows behind the platform's back is said, and nothing is lost by it. One store a test.</summary>
public sealed class ArchiveDamageTests : IAsyncLifetime
{
    private static readonly DateOnly NextDay = ArchiveStore.Day.AddDays(1);

    private ArchiveStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await ArchiveStore.StartAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("stream_id = 'journal:0:20261199'", "stands under journal:0:20261199")]
    [InlineData("recorded_at = recorded_at - interval '400 days'", "says that it was stored at 2025-09-27T03:00:00")]
    public async Task A_row_that_says_otherwise_than_file_and_event_is_named(string damage, string expected)
    {
        await _store.ArchiveAsync();

        await _store.ExecuteAsync($"update miyagi.journal_archive_blocks set {damage} where seq_id = 60");

        var finding = Assert.Single((await _store.VerifyArchiveAsync()).Findings);
        Assert.Equal((1, 60), (finding.From, finding.To));
        Assert.Contains(expected, finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_behind_the_last_block_are_named()
    {
        await _store.ArchiveAsync();
        await File.AppendAllBytesAsync(_store.File, [1, 2], Cancellation);

        var finding = Assert.Single((await _store.VerifyArchiveAsync()).Findings);

        Assert.Contains($"{_store.File} has 2 bytes too many", finding.Problem, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pipe_in_a_files_place_is_not_waited_for()
    {
        await _store.ArchiveAsync();
        foreach (var file in Directory.GetFiles(_store.Folder))
        {
            File.Delete(file);
            await using var made = await ServerProcess.RunAsync(["mkfifo", file], "/", null, Cancellation);
        }

        var (_, findings) = await _store.VerifyArchiveAsync();

        Assert.Equal(2, findings.Count);
        Assert.All(findings, finding => Assert.Contains("not a regular file", finding.Problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_archived_while_a_file_is_missing()
    {
        await _store.ArchiveAsync();
        await EndNextDayAsync();
        var unmounted = _store.Folder + ".unmounted";
        Directory.Move(_store.Folder, unmounted);

        var refusal = await Assert.ThrowsAsync<ArchiveException>(() => _store.Archiver().RunAsync(NextDay, EventHeaders.Platform, Cancellation));

        Assert.Contains($"journal-0-20261101-1.archive is missing in {_store.Folder}", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_store.Folder));
        Assert.Equal(300, await _store.NumberAsync("select count(*) from miyagi.mt_events where stream_id = 'journal:0:20261102'"));
        Directory.Move(unmounted, _store.Folder);
        Assert.NotNull(Assert.Single(await _store.Archiver().RunAsync(NextDay, EventHeaders.Platform, Cancellation)).Archived);
    }

    [Fact]
    public async Task What_keeps_the_hourly_look_from_archiving_is_said_once()
    {
        await _store.ArchiveAsync();
        File.Delete(_store.File);
        var policy = new ArchivePolicy(_store.Store, TimeProvider.System);
        await policy.SetAsync(1, EventHeaders.Platform, Cancellation);
        var (clock, lines) = (new ImpatientClock(), new Lines());
        using var runner = new ArchiveRunner(_store.Archiver(), policy, clock, lines);

        await runner.StartAsync(Cancellation);
        await Eventually.HoldsAsync("it has looked three times", () => clock.Rests >= 3, Cancellation);
        await runner.StopAsync(Cancellation);

        Assert.Contains("is its disk mounted?", Assert.Single(lines.Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_can_t_be_written_is_said_in_words()
    {
        // Who may write anywhere may still not write a folder as a file.
        Directory.CreateDirectory(Path.Combine(_store.Folder, "journal-0-20261101-1.archive.partial"));

        var refusal = await Assert.ThrowsAsync<ArchiveException>(() => _store.ArchiveAsync());

        Assert.StartsWith($"The archive folder {_store.Folder} can't be used: ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ArchiveStore.Readings, await _store.RowsAsync());
    }

    [Fact]
    public async Task A_lost_database_is_said_in_words_and_the_next_run_goes_on()
    {
        var lost = await Assert.ThrowsAsync<ArchiveException>(() => _store.ArchiveAsync(step =>
        {
            if (step == ArchiveStep.RowsDeleted)
            {
                _store.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()").Wait(Cancellation);
            }
        }));

        Assert.Contains("57P01", lost.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing is lost", lost.Message, StringComparison.Ordinal);
        _store.DataSource.Clear();
        Assert.Equal(ArchiveStore.Readings, await _store.RowsAsync());
        Assert.NotNull((await _store.ArchiveAsync()).Archived);
    }

    private async Task EndNextDayAsync()
    {
        await _store.FillAsync(NextDay.AddDays(1), 2);
        await _store.SealAsync();
    }

    /// <summary>A clock whose hours pass at once.</summary>
    private sealed class ImpatientClock : TimeProvider
    {
        private int _rests;

        public int Rests => Volatile.Read(ref _rests);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _rests);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }

    private sealed class Lines : ILogger<ArchiveRunner>
    {
        public ConcurrentQueue<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Enqueue(formatter(state, exception));
    }
}
