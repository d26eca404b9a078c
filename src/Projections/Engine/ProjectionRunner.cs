using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Projections.Engine;

/// <summary>
/// Drives one projection: from its checkpoint through history and on with the live flow, by one loop. An error stops it where it is, is shown in its status and is tried again; other
/// projections go on.
/// </summary>
internal sealed class ProjectionRunner(
    IProjector projector, IEventFeed feed, ProjectionDatabase database, TimeProvider clock, ProjectionMetrics metrics, ILogger<ProjectionRunner> logger)
    : BackgroundService
{
    /// <summary>Least time between two commits of a projection. Chosen: well below the 50 ms that a live reader may wait, and under load a commit carries dozens of blocks.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    /// <summary>How long, behind the end of the store, a checkpoint that no rows depend on may stay unwritten. Chosen: a restart looks at one second of events again.</summary>
    private static readonly TimeSpan IdleCheckpoint = TimeSpan.FromSeconds(1);

    private static readonly ActivitySource Activities = new(ProjectionServices.ActivitySourceName);

    private long _position;
    private long _written;
    private long _writtenAt;

    /// <summary>The projection's name with version.</summary>
    public string Name => projector.Name;

    /// <summary>Position of the last event taken in.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>What stopped it last; null when it runs.</summary>
    public string? LastError { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var attempt = 0; !stoppingToken.IsCancellationRequested; attempt++)
        {
            try
            {
                await LoadAsync(stoppingToken);
                await foreach (var batch in feed.SubscribeAsync(Position, stoppingToken))
                {
                    var began = clock.GetTimestamp();
                    await TakeInAsync(batch, stoppingToken);
                    (attempt, LastError) = (0, null);
                    var rest = Pace - clock.GetElapsedTime(began);
                    if (rest > TimeSpan.Zero)
                    {
                        await Task.Delay(rest, clock, stoppingToken);
                    }
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The loop owns the projection: whatever stops it is shown and tried again, and must not stop the others.
                LastError = $"after position {Position}: {exception.Message}";
                ProjectionsLog.Stopped(logger, projector.Name, Position, exception);
                var wait = TimeSpan.FromMilliseconds(Math.Min(100 << Math.Min(attempt, 5), 2_000));
                await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        _written = await Checkpoints.ReadAsync(connection, projector.Name, cancellationToken);
        Interlocked.Exchange(ref _position, _written);
        await projector.LoadAsync(connection, cancellationToken);
    }

    private async Task TakeInAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        using var activity = StartActivity(batch);
        await projector.FoldAsync(batch, cancellationToken);
        var last = batch[^1];
        if (!projector.HoldsBack && (projector.HasChanges || last.Position == feed.Head || clock.GetElapsedTime(_writtenAt) > IdleCheckpoint))
        {
            await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await Checkpoints.AdvanceAsync(connection, transaction, projector.Name, _written, last.Position, cancellationToken);
            await projector.SaveAsync(connection, transaction, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            (_written, _writtenAt) = (last.Position, clock.GetTimestamp());
        }

        Interlocked.Exchange(ref _position, last.Position);
        projector.Committed(last.Position);
        metrics.TookIn(projector.Name, batch.Count, clock.GetUtcNow() - last.RecordedAt);
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
