using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.Engine;
using Npgsql;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>
/// Writes InfluxDB from the journal. The points go out while folding, the checkpoint is committed behind them: after a failure the same points are written again, which changes nothing.
/// While InfluxDB is away the projection stands still and everything else goes on.
/// </summary>
/// <remarks>
/// After each load the fold begins at <see cref="ResendWindow.Position"/>, some minutes before the checkpoint, with the facts of that position, and reads the journal from there up to the first
/// batch. What the server is known to hold is not sent on the way; after a start of ours, or a loss of the server's, that is nothing.
/// </remarks>
internal sealed class TimeSeriesProjector : IProjector
{
    private readonly ReferenceFacts _facts = new(ProjectionName);
    private readonly CorrectionFacts _corrections = new(ProjectionName);
    private readonly ResendWindow _window;
    private readonly PointWriter _writer;
    private readonly CorrectedPoints _corrected;
    private readonly IEventFeed _feed;
    private readonly ILogger<TimeSeriesProjector> _logger;
    private bool _isCaughtUp;

    /// <summary>Position up to which the server holds all points, as far as we know; outlives a reload.</summary>
    private long _heldUpTo;

    public TimeSeriesProjector(
        PointSender sender, InfluxConnection influx, RawHistory history, IEventFeed feed, TimeProvider clock, ILogger<TimeSeriesProjector> logger)
    {
        _window = new ResendWindow(ProjectionName, clock);
        _writer = new PointWriter(_facts, _corrections.Book, sender);
        _corrected = new CorrectedPoints(influx, history, _writer);
        _feed = feed;
        _logger = logger;
    }

    /// <summary>The projection's name, which is also that of its checkpoint and facts.</summary>
    public const string ProjectionName = "timeseries/1";

    public string Name => ProjectionName;

    public string Schema => ReferenceFacts.Schema + CorrectionFacts.Schema + ResendWindow.Schema;

    /// <summary>The points are out already, and after a load they are sent again from some minutes before the checkpoint.</summary>
    public bool IsUrgent => false;

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var checkpoint = (await Checkpoints.ReadAsync(connection, Name, cancellationToken)).Position;
        await _window.LoadAsync(connection, checkpoint, cancellationToken);
        await _facts.LoadAsync(connection, cancellationToken);
        await _corrections.LoadAsync(connection, _window.Position, cancellationToken);
        _writer.Reset();
        _isCaughtUp = false;
    }

    public async Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            if (!_isCaughtUp)
            {
                await CatchUpAsync(events[0].Position, cancellationToken);
                _isCaughtUp = true;
            }

            await TakeAsync(events, cancellationToken);
        }
        catch (InfluxException exception)
        {
            Lost(exception.Failure);
            throw;
        }
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await _window.SaveAsync(connection, transaction, cancellationToken);
        await _corrections.SaveAsync(connection, transaction, cancellationToken);
    }

    public void Committed(long position)
    {
    }

    private async Task CatchUpAsync(long end, CancellationToken cancellationToken)
    {
        if (_window.Position + 1 >= end)
        {
            return;
        }

        if (_heldUpTo < end - 1)
        {
            ProjectionsLog.SendingAgain(_logger, Math.Max(_heldUpTo, _window.Position), end - 1);
        }

        await foreach (var batch in _feed.SubscribeAsync(_window.Position, cancellationToken))
        {
            var before = batch.TakeWhile(item => item.Position < end).ToList();
            await TakeAsync(before, cancellationToken);
            if (before.Count < batch.Count || batch[^1].Position == end - 1)
            {
                return;
            }
        }
    }

    private async Task TakeAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            return;
        }

        foreach (var item in events)
        {
            var isHeld = item.Position <= _heldUpTo;
            if (await _writer.TakeAsync(item.Data, isHeld, cancellationToken))
            {
                _window.Learned(item.Data!);
            }
            else if (_corrections.Fold(item) is { } changed && !isHeld)
            {
                await _corrected.RewriteAsync(changed, item.Position, cancellationToken);
            }
        }

        await _writer.FlushAsync(cancellationToken);
        _heldUpTo = Math.Max(_heldUpTo, events[^1].Position);
        _window.Passed(events[^1].Position, _writer.PointCount);
    }

    /// <summary>
    /// A refusal loses nothing. A broken connection or a new process may have lost everything since the window's beginning. So may a server that is busy, but when that happens while we are
    /// writing again, we go on from there: else a server that refuses one request in fifty would never see the end.
    /// </summary>
    private void Lost(InfluxFailure failure)
    {
        if (failure is InfluxFailure.Unreachable or InfluxFailure.Restarted || (failure == InfluxFailure.Busy && _isCaughtUp))
        {
            _heldUpTo = 0;
        }
    }
}
