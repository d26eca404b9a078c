using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.Engine;
using Npgsql;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>
/// Writes all points of the journal once more, up to where the live writer stands at the start, while that one goes on. Safe to run at any time: writing the same point again changes nothing.
/// An interrupted run goes on where it was.
/// </summary>
public sealed class TimeSeriesRebuild
{
    private const string RebuildName = TimeSeriesProjector.ProjectionName + ":rebuild";

    /// <summary>Least time between two checkpoints and two reports. Chosen: what somebody watching wants.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Wait before the next try when InfluxDB is away.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly ProjectionDatabase _database;
    private readonly IEventFeed _feed;
    private readonly PointSender _sender;
    private readonly InfluxConnection _influx;
    private readonly RawHistory _history;
    private readonly TimeProvider _clock;

    internal TimeSeriesRebuild(ProjectionDatabase database, IEventFeed feed, PointSender sender, InfluxConnection influx, RawHistory history, TimeProvider clock)
    {
        (_influx, _history) = (influx, history);
        _database = database;
        _feed = feed;
        _sender = sender;
        _clock = clock;
    }

    /// <summary>Runs to the end, however long InfluxDB may be away in between.</summary>
    /// <param name="afresh">True begins at the journal's start even if an interrupted run could go on.</param>
    /// <param name="report">Told about once a second, and at the end.</param>
    /// <param name="cancellationToken">Interrupts; the next run goes on from there.</param>
    /// <exception cref="InvalidOperationException">Another rebuild runs.</exception>
    public async Task RunAsync(bool afresh, Action<RebuildProgress> report, CancellationToken cancellationToken)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync(cancellationToken);
        await LockAsync(connection, cancellationToken);
        var window = new ResendWindow(RebuildName, _clock);
        if (afresh)
        {
            await window.DeleteAsync(connection, cancellationToken);
        }

        var facts = new ReferenceFacts(RebuildName);
        // Corrections as the live writer knows them now: all points are written by them, so their own events need no second look.
        var corrections = new CorrectionFacts(TimeSeriesProjector.ProjectionName);
        var run = new Run(
            window, facts, new PointWriter(facts, corrections.Book, _sender), report, (await Checkpoints.ReadAsync(connection, TimeSeriesProjector.ProjectionName, cancellationToken)).Position, _clock.GetTimestamp());
        while (true)
        {
            await window.LoadAsync(connection, 0, cancellationToken);
            await facts.LoadAsync(connection, cancellationToken);
            await corrections.LoadAsync(connection, cancellationToken);
            run.Writer.Reset();
            try
            {
                await WriteAsync(connection, run, cancellationToken);
                await CorrectAsync(connection, corrections, run.Writer, cancellationToken);
                break;
            }
            catch (InfluxException exception)
            {
                Report(run, window.Position, exception.Message);
                await Task.Delay(Retry, _clock, cancellationToken);
            }
        }

        await window.DeleteAsync(connection, cancellationToken);
        Report(run, run.Target, null);
    }

    private async Task WriteAsync(NpgsqlConnection connection, Run run, CancellationToken cancellationToken)
    {
        var savedAt = _clock.GetTimestamp();
        run.Begin ??= run.Window.Position;
        if (run.Window.Position >= run.Target)
        {
            return;
        }

        await foreach (var batch in _feed.SubscribeAsync(run.Window.Position, cancellationToken))
        {
            foreach (var item in batch.TakeWhile(item => item.Position <= run.Target))
            {
                if (await run.Writer.TakeAsync(item.Data, isHeld: false, cancellationToken))
                {
                    run.Window.Learned(item.Data!);
                }
            }

            var position = batch[^1].Position;
            if (position >= run.Target)
            {
                await run.Writer.FlushAsync(cancellationToken);
                return;
            }

            if (_clock.GetElapsedTime(savedAt) >= Pace)
            {
                await run.Writer.FlushAsync(cancellationToken);
                run.Window.Passed(position, run.Writer.PointCount);
                await SaveAsync(connection, run.Window, cancellationToken);
                Report(run, position, null);
                savedAt = _clock.GetTimestamp();
            }
        }
    }

    /// <summary>What was corrected while this ran may have been overwritten by it; the live writer's later points are not touched.</summary>
    private async Task CorrectAsync(NpgsqlConnection connection, CorrectionFacts corrections, PointWriter writer, CancellationToken cancellationToken)
    {
        var before = corrections.Book.All.ToHashSet();
        await corrections.LoadAsync(connection, cancellationToken);
        var position = (await Checkpoints.ReadAsync(connection, TimeSeriesProjector.ProjectionName, cancellationToken)).Position;
        foreach (var changed in corrections.Book.All.Where(correction => !before.Contains(correction)).ToList())
        {
            await new CorrectedPoints(_influx, _history, writer).RewriteAsync(changed, position, cancellationToken);
        }
    }

    private static async Task SaveAsync(NpgsqlConnection connection, ResendWindow window, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await window.SaveAsync(connection, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private void Report(Run run, long position, string? waiting)
    {
        var seconds = Math.Max(_clock.GetElapsedTime(run.StartedAt).TotalSeconds, 0.001);
        var begin = run.Begin ?? 0;
        var share = run.Target == 0 ? 1 : (double)position / run.Target;
        TimeSpan? remaining = position > begin ? TimeSpan.FromSeconds(seconds * (run.Target - position) / (position - begin)) : null;
        run.Tell(new RebuildProgress(position, run.Target, run.Writer.PointCount, run.Writer.PointCount / seconds, share, remaining, waiting));
    }

    private static async Task LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtext($1))", connection)
        {
            Parameters = { new NpgsqlParameter { Value = RebuildName } },
        };
        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
        {
            throw new InvalidOperationException("Another rebuild of the time series runs already; wait for it or stop it.");
        }
    }

    private sealed record Run(ResendWindow Window, ReferenceFacts Facts, PointWriter Writer, Action<RebuildProgress> Tell, long Target, long StartedAt)
    {
        /// <summary>Where this run began; known after the first load.</summary>
        public long? Begin { get; set; }
    }
}
