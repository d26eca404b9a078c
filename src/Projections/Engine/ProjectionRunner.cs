using System.Data;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using Npgsql;

namespace MiyagiSensing.Projections.Engine;

/// <summary>
/// Drives one projection while this node holds its lease: from its checkpoint through history and on with the live flow, by one loop. A server that is away is waited for. An event that can't be taken in is
/// found by going on one event at a time, and the projection stops before it until an operator decides; other projections go on.
/// </summary>
internal sealed class ProjectionRunner(
    IProjector projector, IEventFeed feed, IEventStore store, ProjectionDatabase database, TimeProvider clock, ProjectionMetrics metrics, ILogger<ProjectionRunner> logger)
    : BackgroundService
{
    /// <summary>Least time between two commits of a projection. Chosen: well below the 50 ms that a live reader may wait, and under load a commit carries dozens of blocks.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    /// <summary>Events behind the end of the store from which on it goes on without a rest. Chosen: far more than a flood commits within <see cref="Pace"/>.</summary>
    private const long FarBehind = 256;

    /// <summary>How long what nobody waits for may stay unwritten, and how long nothing must have come for held-back rows to be written. Chosen: a restart looks at one second of events again.</summary>
    private static readonly TimeSpan LongestUnwritten = TimeSpan.FromSeconds(1);

    /// <summary>Time between two looks at a stop that an operator may have cleared. Chosen: a person does not notice it.</summary>
    private static readonly TimeSpan StopPoll = TimeSpan.FromMilliseconds(500);

    private static readonly ActivitySource Activities = new(ProjectionServices.ActivitySourceName);
    private static readonly string Node = $"{Environment.MachineName}:{Environment.ProcessId}";

    // Its own as long as it runs: plans stay prepared, and no commit waits for another projection's.
    private NpgsqlConnection? _connection;
    private SkippedEvents? _skipped;
    private Checkpoint _written;
    private long _position;
    private long _writtenAt;
    private long? _stoppedAt;

    // Events up to here are taken in one by one, because a batch that ends here has failed.
    private long _carefulUpTo;

    /// <summary>The projection's name with version.</summary>
    public string Name => projector.Name;

    /// <summary>Position of the last event taken in.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>What stopped it last; null when it runs.</summary>
    public string? LastError { get; private set; }

    /// <summary>What it does on this node.</summary>
    public ProjectionState State { get; private set; } = ProjectionState.Standby;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var attempt = 0; !stoppingToken.IsCancellationRequested; attempt++)
        {
            try
            {
                await using var lease = await ProjectionLease.AcquireAsync(database, Name, Node, () => LastError, StandByAsync, clock, stoppingToken);
                using var held = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lease.Lost);
                await RunAsync(held.Token);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The loop owns the projection: whatever stops it is shown and tried again, and must not stop the others.
                Wait(exception);
                await Task.Delay(BackOff(attempt), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static TimeSpan BackOff(int attempt) => TimeSpan.FromMilliseconds(Math.Min(100 << Math.Min(attempt, 5), 2_000));

    /// <summary>What PostgreSQL says, without the driver's sentence that it withholds the details.</summary>
    private static string ReasonOf(Exception exception) => exception is PostgresException postgres ? $"{postgres.MessageText} (SQLSTATE {postgres.SqlState})" : exception.Message;

    private async Task StandByAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        Interlocked.Exchange(ref _position, await Checkpoints.PositionAsync(connection, Name, cancellationToken));
        (State, LastError) = (ProjectionState.Standby, null);
    }

    private async Task RunAsync(CancellationToken held)
    {
        for (var attempt = 0; ; attempt++)
        {
            IReadOnlyList<RecordedEvent>? failing = null;
            try
            {
                await LoadAsync(held);
                await foreach (var batch in feed.SubscribeAsync(Position, held).WithQuietMoments(LongestUnwritten, clock, held))
                {
                    if (batch is null)
                    {
                        await WriteDownAsync(held);
                        continue;
                    }

                    failing = batch;
                    await TakeInAsync(batch, held);
                    (attempt, failing) = (0, null);
                }
            }
            catch (Exception exception) when (!held.IsCancellationRequested)
            {
                if (exception is CheckpointMovedException)
                {
                    ProjectionsLog.RowsReplaced(logger, Name, Position);
                }
                else if (TransientFailures.Includes(exception) || failing is null || _connection?.State != ConnectionState.Open)
                {
                    Wait(exception);
                }
                else if (failing.FirstOrDefault(item => item.Position > Position) is { } next && failing[^1].Position <= _carefulUpTo)
                {
                    await StopAtAsync(next, exception, held);
                    continue;
                }
                else
                {
                    _carefulUpTo = failing[^1].Position;
                    continue;
                }

                await Task.Delay(BackOff(attempt), clock, held);
            }
            finally
            {
                await DisconnectAsync();
            }
        }
    }

    private async ValueTask DisconnectAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    private void Wait(Exception exception)
    {
        (State, LastError) = (ProjectionState.Waiting, $"after position {Position}: {ReasonOf(exception)}");
        ProjectionsLog.Stopped(logger, Name, Position, exception);
    }

    /// <summary>Stands before an event until an operator has cleared the stop. A restart tries the event once more, since a new build may know better.</summary>
    private async Task StopAtAsync(RecordedEvent item, Exception exception, CancellationToken cancellationToken)
    {
        var stop = new PoisonStop(item.Position, item.Id, item.Type, item.Stream, ReasonOf(exception));
        (State, LastError) = (ProjectionState.Stopped, stop.ToString());
        ProjectionsLog.PoisonMet(logger, Name, item.Position, item.Type, exception);
        await PoisonStops.WriteAsync(database.DataSource, Name, item, stop.Error, cancellationToken);
        while (await PoisonStops.ReadAsync(database.DataSource, Name, cancellationToken) is not null)
        {
            await Task.Delay(StopPoll, clock, cancellationToken);
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var connection = _connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        _written = await Checkpoints.ReadAsync(connection, Name, cancellationToken);
        Interlocked.Exchange(ref _position, _written.Position);
        await projector.LoadAsync(connection, cancellationToken);
        _skipped = await SkippedEvents.ReadAsync(store, Name, cancellationToken);
        _stoppedAt = (await PoisonStops.ReadAsync(database.DataSource, Name, cancellationToken))?.Position;
    }

    private async Task TakeInAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        if (batch[0].Position > _carefulUpTo)
        {
            var began = clock.GetTimestamp();
            await FoldAsync(batch, careful: false, cancellationToken);
            var rest = Pace - clock.GetElapsedTime(began);
            if (rest > TimeSpan.Zero && feed.Head - batch[^1].Position < FarBehind)
            {
                await Task.Delay(rest, clock, cancellationToken);
            }
        }
        else
        {
            foreach (var item in batch)
            {
                await FoldAsync([item], careful: true, cancellationToken);
            }
        }

        (State, LastError) = (ProjectionState.Running, null);
    }

    private async Task FoldAsync(IReadOnlyList<RecordedEvent> batch, bool careful, CancellationToken cancellationToken)
    {
        using var activity = StartActivity(batch);
        if (_skipped!.Filter(projector, batch) is { Count: > 0 } wanted)
        {
            await projector.FoldAsync(wanted, cancellationToken);
        }

        var last = batch[^1];
        var isDue = careful || (!projector.HoldsBack && (projector.IsUrgent || clock.GetElapsedTime(_writtenAt) > LongestUnwritten));
        if (isDue)
        {
            await WriteAsync(last.Position, cancellationToken);
        }

        Interlocked.Exchange(ref _position, last.Position);
        if (isDue)
        {
            projector.Committed(last.Position);
        }

        metrics.TookIn(Name, batch.Count, clock.GetUtcNow() - last.RecordedAt);
    }

    /// <summary>The store is quiet: what was held back, or has moved in memory only, is written.</summary>
    private async Task WriteDownAsync(CancellationToken cancellationToken)
    {
        if (_written.Position < Position)
        {
            await WriteAsync(Position, cancellationToken);
            projector.Committed(Position);
        }
    }

    private async Task WriteAsync(long position, CancellationToken cancellationToken)
    {
        var connection = _connection!;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var written = await Checkpoints.AdvanceAsync(connection, transaction, Name, _written, position, cancellationToken);
        await projector.SaveAsync(connection, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        (_written, _writtenAt) = (written, clock.GetTimestamp());
        if (_stoppedAt <= position)
        {
            // It is past the event where it stood: skipped, mended, or understood by a newer build.
            await PoisonStops.ClearAsync(database.DataSource, Name, cancellationToken);
            _stoppedAt = null;
        }
    }

    private Activity? StartActivity(IReadOnlyList<RecordedEvent> batch)
    {
        if (!Activities.HasListeners() || batch.FirstOrDefault(item => item.Headers.CorrelationId is { Length: 32 }) is not { } traced)
        {
            return null;
        }

        var span = traced.Headers.CausationId is { Length: 16 } id ? ActivitySpanId.CreateFromString(id) : ActivitySpanId.CreateRandom();
        var parent = new ActivityContext(
            ActivityTraceId.CreateFromString(traced.Headers.CorrelationId), span, ActivityTraceFlags.Recorded, isRemote: true);
        return Activities.StartActivity($"project {projector.Name}", ActivityKind.Internal, parent, [new("miyagi.events", batch.Count)]);
    }
}
