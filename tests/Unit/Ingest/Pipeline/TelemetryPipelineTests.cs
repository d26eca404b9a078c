using System.Diagnostics.Metrics;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Ingest;
using MiyagiSensing.Ingest.Identities;
using MiyagiSensing.Ingest.Pipeline;
using Xunit;

namespace MiyagiSensing.Unit.Ingest.Pipeline;

public sealed class TelemetryPipelineTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly IngestOptions _options = new() { QueueMessages = 8, BatchReadings = 4 };
    private readonly IntakeQueue _queue;
    private readonly BatchSource _source;
    private readonly ScriptedJournal _journal = new();
    private readonly MemoryHistory _stored = new();
    private readonly TelemetryPipeline _pipeline;
    private readonly TestMeters _meters = new();

    public TelemetryPipelineTests()
    {
        _queue = new IntakeQueue(_options);
        _source = new BatchSource(_queue, _options);
        var window = new IdentityWindow(10_000);
        _pipeline = new TelemetryPipeline(
            _source, window, new IdentityLookup(window, _stored), _journal, TimeProvider.System, _options, new IngestMetrics(_meters, _queue));
    }

    [Fact]
    public async Task A_message_is_acknowledged_only_after_its_commit()
    {
        using var running = _pipeline.Committed().Subscribe();
        var message = TestReadings.Message(TestReadings.At(TestReadings.Noon));

        await _queue.SubmitAsync(message, TestContext.Current.CancellationToken);
        Assert.True(await _journal.Started.WaitAsync(Patience, TestContext.Current.CancellationToken));

        Assert.False(message.Settled.IsCompleted);
        _journal.Finish();
        Assert.Equal(IntakeOutcome.Committed, await message.Settled.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_gathers_during_a_commit_goes_into_the_next_one_together()
    {
        using var running = _pipeline.Committed().Subscribe();
        await _queue.SubmitAsync(TestReadings.Message(TestReadings.At(TestReadings.Noon)), TestContext.Current.CancellationToken);
        Assert.True(await _journal.Started.WaitAsync(Patience, TestContext.Current.CancellationToken));
        var waiting = Enumerable.Range(1, 3).Select(i => TestReadings.Message(TestReadings.At(TestReadings.Noon.AddSeconds(-i)))).ToList();
        foreach (var message in waiting)
        {
            await _queue.SubmitAsync(message, TestContext.Current.CancellationToken);
        }

        _journal.Finish();
        Assert.True(await _journal.Started.WaitAsync(Patience, TestContext.Current.CancellationToken));
        _journal.Finish();
        await Task.WhenAll(waiting.Select(message => message.Settled)).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal([1, 3], _journal.Committed.Select(events => ((ReadingsRecorded)events[0].Data).Count));
    }

    [Fact]
    public async Task Submitting_waits_while_the_queue_is_full()
    {
        for (var i = 0; i < _options.QueueMessages; i++)
        {
            await _queue.SubmitAsync(TestReadings.Message(TestReadings.At(TestReadings.Noon.AddSeconds(-i))), TestContext.Current.CancellationToken);
        }

        var late = _queue.SubmitAsync(TestReadings.Message(TestReadings.At(TestReadings.Noon.AddMinutes(-5))), TestContext.Current.CancellationToken).AsTask();
        Assert.False(late.IsCompleted);

        using var running = _pipeline.Committed().Subscribe();
        Assert.True(await _journal.Started.WaitAsync(Patience, TestContext.Current.CancellationToken));
        await late.WaitAsync(Patience, TestContext.Current.CancellationToken);
        _journal.FinishAll();
    }

    [Fact]
    public async Task A_lost_journal_acknowledges_nothing()
    {
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var running = _pipeline.Committed().Subscribe(_ => { }, failed.SetResult);
        var message = TestReadings.Message(TestReadings.At(TestReadings.Noon));
        await _queue.SubmitAsync(message, TestContext.Current.CancellationToken);
        Assert.True(await _journal.Started.WaitAsync(Patience, TestContext.Current.CancellationToken));

        _journal.Fail(new WriterFencedException(1, 2));

        Assert.Equal(IntakeOutcome.NotStored, await message.Settled.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.IsType<WriterFencedException>(await failed.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nothing_is_acknowledged_while_old_identities_can_not_be_looked_up()
    {
        _journal.FinishAll();
        var away = _stored.GoAway();
        using var running = _pipeline.Committed().Subscribe();
        var message = TestReadings.Message(TestReadings.At(TestReadings.Noon));
        await _queue.SubmitAsync(message, TestContext.Current.CancellationToken);
        await _stored.Asked.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.False(message.Settled.IsCompleted);
        Assert.Empty(_journal.Committed);
        away.SetResult();
        Assert.Equal(IntakeOutcome.Committed, await message.Settled.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Closing_commits_what_waits_and_completes()
    {
        var completed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _journal.FinishAll();
        var messages = Enumerable.Range(0, 8).Select(i => TestReadings.Message(TestReadings.At(TestReadings.Noon.AddSeconds(-i)))).ToList();
        foreach (var message in messages)
        {
            await _queue.SubmitAsync(message, TestContext.Current.CancellationToken);
        }

        _queue.Close();
        using var running = _pipeline.Committed().Subscribe(_ => { }, completed.SetResult);
        await completed.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.All(await Task.WhenAll(messages.Select(message => message.Settled)), outcome => Assert.Equal(IntakeOutcome.Committed, outcome));
    }

    public void Dispose()
    {
        _source.Dispose();
        _journal.Dispose();
        _meters.Dispose();
    }

    private sealed class ScriptedJournal : IJournal, IDisposable
    {
        private readonly SemaphoreSlim _started = new(0);
        private TaskCompletionSource _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _free;
        private long _position;

        public List<IReadOnlyList<NewEvent>> Committed { get; } = [];

        public SemaphoreSlim Started => _started;

        public void Dispose() => _started.Dispose();

        public void Finish() => Interlocked.Exchange(ref _turn, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

        public void FinishAll()
        {
            _free = true;
            _turn.TrySetResult();
        }

        public void Fail(Exception exception) => _turn.SetException(exception);

        public Task<long> OpenAsync(CancellationToken cancellationToken) => Task.FromResult(1L);

        public IAsyncEnumerable<RecordedEvent> ReadTailAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public async Task<IReadOnlyList<RecordedEvent>> CommitAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
        {
            Committed.Add(events);
            var turn = _free ? Task.CompletedTask : _turn.Task;
            _started.Release();
            await turn;
            return [.. events.Select(item => new RecordedEvent
            {
                Position = ++_position, Id = item.Id, Stream = item.Stream, Version = 1, Type = EventCatalog.NameOf(item.Data), RecordedAt = default, Headers = item.Headers, Data = item.Data,
            })];
        }
    }

    private sealed class TestMeters : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options);
            _meters.Add(meter);
            return meter;
        }

        public void Dispose() => _meters.ForEach(meter => meter.Dispose());
    }
}
