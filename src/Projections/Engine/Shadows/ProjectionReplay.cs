using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using Npgsql;

namespace MiyagiSensing.Projections.Engine.Shadows;

/// <summary>Folds the journal from its start into a projector that writes beside the live one.</summary>
internal sealed class ProjectionReplay(IProjector projector, SkippedEvents skipped, IEventFeed feed, NpgsqlDataSource shadow, TimeProvider clock, Action<ShadowProgress> report)
{
    /// <summary>Time between two reports. Chosen: what a person reads.</summary>
    private static readonly TimeSpan ReportPace = TimeSpan.FromSeconds(1);

    private readonly long _began = clock.GetTimestamp();
    private Checkpoint _written;
    private long _reportedAt;

    /// <summary>Position of the last event replayed.</summary>
    public long Position { get; private set; }

    /// <summary>Events replayed.</summary>
    public long EventCount { get; private set; }

    /// <summary>Readings in them.</summary>
    public long ReadingCount { get; private set; }

    /// <summary>Since the start.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_began);

    /// <summary>Begins with empty tables.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = await shadow.OpenConnectionAsync(cancellationToken);
        _written = await Checkpoints.ReadAsync(connection, projector.Name, cancellationToken);
        await projector.LoadAsync(connection, cancellationToken);
    }

    /// <summary>Goes on up to a position, each batch in a transaction of its own.</summary>
    public async Task RunToAsync(long target, CancellationToken cancellationToken)
    {
        await foreach (var batch in ReadAsync(target, cancellationToken))
        {
            await FoldAsync(batch, cancellationToken);
            if (!projector.HoldsBack)
            {
                await using var connection = await shadow.OpenConnectionAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await SaveAsync(connection, transaction, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                projector.Committed(Position);
            }

            if (clock.GetElapsedTime(_reportedAt) > ReportPace)
            {
                _reportedAt = clock.GetTimestamp();
                report(new ShadowProgress(Position, target, EventCount, Elapsed));
            }
        }
    }

    /// <summary>Goes on up to a position and saves all that is in memory, in the caller's transaction.</summary>
    public async Task FinishAsync(long target, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await foreach (var batch in ReadAsync(target, cancellationToken))
        {
            await FoldAsync(batch, cancellationToken);
            await SaveAsync(connection, transaction, cancellationToken);
            projector.Committed(Position);
        }

        await SaveAsync(connection, transaction, cancellationToken);
    }

    private async IAsyncEnumerable<IReadOnlyList<RecordedEvent>> ReadAsync(
        long target, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Position >= target)
        {
            yield break;
        }

        await foreach (var batch in feed.SubscribeAsync(Position, cancellationToken))
        {
            var wanted = batch[^1].Position <= target ? batch : [.. batch.TakeWhile(item => item.Position <= target)];
            if (wanted.Count > 0)
            {
                yield return wanted;
            }

            if (batch[^1].Position >= target)
            {
                yield break;
            }
        }
    }

    private async Task FoldAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        await projector.FoldAsync(skipped.Filter(projector, batch), cancellationToken);
        var readings = SkippedEvents.ReadingsIn(batch);
        (Position, EventCount, ReadingCount) = (batch[^1].Position, EventCount + batch.Count, ReadingCount + readings);
    }

    private async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        _written = await Checkpoints.AdvanceAsync(connection, transaction, projector.Name, _written, Position, cancellationToken);
        await projector.SaveAsync(connection, transaction, cancellationToken);
    }
}
