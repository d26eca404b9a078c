using System.Globalization;
using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using MiyagiSensing.Projections.Live;
using MiyagiSensing.Projections.SeriesHistory;
using Npgsql;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>
/// Judges readings by the rules, in the order of the journal, and appends the episodes' events. Events, states and checkpoint are one transaction, so an alert is raised
/// once, whatever happens.
/// </summary>
internal sealed class AlertsProjector : IProjector
{
    private readonly IEventStore _store;
    private readonly LiveHub _live;
    private readonly TimeProvider _clock;
    private readonly SeriesStretches _stretches;
    private readonly ReferenceFacts _facts = new("alerts/1");
    private readonly Watchers _watchers;
    private readonly PriorityQueue<WatchedSeries, long> _due = new();
    private readonly HashSet<WatchedSeries> _changed = [];
    private readonly List<EpisodeChange> _changes = [];
    private readonly List<RuleChange> _made = [];
    private long _passed = long.MinValue;
    private bool _hasPassed;

    public AlertsProjector(IEventStore store, LiveHub live, SeriesStretches stretches, TimeProvider clock)
    {
        (_store, _live, _stretches, _clock) = (store, live, stretches, clock);
        _watchers = new Watchers(_facts);
    }

    public string Name => "alerts/1";

    public IReadOnlyList<RowAudit> Audits { get; } =
    [
        // Told by this projection, in the transaction of the rows.
        new EntityAudit(data => data switch
        {
            EpisodePending fact => ([fact.Step.Episode], "pending"),
            EpisodeLapsed fact => ([fact.Step.Episode], "lapsed"),
            EpisodeRaised fact => Audited("active", fact.Step.Episode, fact.Step.Severity),
            EpisodeEscalated fact => Audited("active", fact.Step.Episode, fact.Step.Severity),
            EpisodeEased fact => Audited("active", fact.Step.Episode, fact.Step.Severity),
            EpisodeCleared fact => Audited("cleared", fact.Step.Episode, fact.Step.Severity),
            EpisodeRestated fact => Restated(fact),
            _ => null,
        })
        {
            Name = "alerts with state and severity",
            Table = "alert_episodes",
            Key = [("id", "varchar")],
            Value = "min(case when state in ('active', 'cleared') then state || ', severity ' || severity else state end)",
            EventTypes = new HashSet<string> { "episode_pending", "episode_lapsed", "episode_raised", "episode_escalated", "episode_eased", "episode_cleared", "episode_restated" },
            OwnEvents = true,
        },
    ];

    public IReadOnlySet<string>? EventTypes { get; } = new HashSet<string>(ReferenceFacts.EventTypes) { EventCatalog.ReadingsRecorded, "time_advanced" };

    /// <summary>An alert that was passed over would be missed for good.</summary>
    public bool MaySkip => false;

    public string Schema => ReferenceFacts.Schema + AlertRows.Schema;

    /// <summary>What was judged without a change of level hurries nobody.</summary>
    public bool IsUrgent => _facts.HasChanges || _changes.Count > 0;

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _changed.Clear();
        _changes.Clear();
        _due.Clear();
        _watchers.Clear();
        _hasPassed = false;
        await _facts.LoadAsync(connection, cancellationToken);
        _passed = await AlertRows.PassedAsync(connection, cancellationToken);
        var position = await Checkpoints.PositionAsync(connection, Name, cancellationToken);
        var restored = (await AlertRows.LoadAsync(connection, cancellationToken)).Select(states => _watchers.Restore([.. states])).OfType<WatchedSeries>().ToList();
        var samples = await _stretches.ReadAsync(restored.ToDictionary(IdOf, series => series.Timelines.NeededFrom), position, cancellationToken);
        foreach (var series in restored)
        {
            // A build that decides otherwise than the one before it says so, as late readings do.
            series.Timelines.Restore(Samples(samples[IdOf(series)]), _passed, _made);
            Note(series, position, null);
        }
    }

    public Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        foreach (var item in events)
        {
            if (_facts.Fold(item.Data))
            {
                continue;
            }

            switch (item.Data)
            {
                case TimeAdvanced time:
                    Pass(time.At.ToUnixTimeMilliseconds(), item);
                    break;
                case ReadingsRecorded block:
                    // History that is brought in afterwards wakes nobody, and says nothing of what comes live.
                    foreach (var group in block.Groups.Where(group => !group.IsHistory))
                    {
                        Judge(group, item);
                    }

                    break;
            }
        }

        return Task.CompletedTask;
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await _facts.SaveAsync(connection, transaction, cancellationToken);
        var states = _changed.SelectMany(series => series.Watches.Select(watch => AlertState.Of(series, watch)));
        await AlertRows.SaveAsync(connection, transaction, states, _changes, _hasPassed ? _passed : null, cancellationToken);
        if (_changes.Count > 0)
        {
            await _store.AppendWithinAsync([.. _changes.Select(change => change.ToEvent(_clock.GetUtcNow()))], transaction, cancellationToken);
        }
    }

    public void Committed(long position)
    {
        if (_changes.Count > 0)
        {
            _live.Publish(new LiveUpdate(position, [], [.. _changes.Select(change => change.Station.Id).Distinct()], []));
        }

        _changed.Clear();
        _changes.Clear();
        _hasPassed = false;
    }

    private static (string[] Key, string State) Audited(string state, string episode, int severity) =>
        ([episode], string.Create(CultureInfo.InvariantCulture, $"{state}, severity {severity}"));

    private static (string[] Key, string State) Restated(EpisodeRestated fact) => fact.Steps is not [.., var step] ? ([fact.Episode], "withdrawn") : step.Kind switch
    {
        "pending" or "lapsed" => ([fact.Episode], step.Kind),
        "cleared" => Audited("cleared", fact.Episode, step.Severity),
        _ => Audited("active", fact.Episode, step.Severity),
    };

    private static SeriesId IdOf(WatchedSeries series) => new(series.Source.Device, series.Source.Sensor, series.Metric);

    private static IEnumerable<Sample> Samples(HistoryColumns columns)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            yield return SampleOf(columns.Measured[i], columns.Received[i], columns.Values[i]);
        }
    }

    /// <summary>A clock that runs ahead must not make late what is measured after it.</summary>
    private static Sample SampleOf(long measuredAt, long receivedAt, double value) => new(Math.Min(measuredAt, receivedAt), value);

    private void Judge(ReadingGroup group, RecordedEvent item)
    {
        var found = new WatchedSeries?[group.Sources.Length * group.Metrics.Count];
        for (var at = 0; at < found.Length; at++)
        {
            found[at] = _watchers.Of(group.Sources[at / group.Metrics.Count], group.Metrics[at % group.Metrics.Count]);
        }

        for (var i = 0; i < group.Count; i++)
        {
            for (var k = 0; k < group.Metrics.Count; k++)
            {
                if (found[(group.SourceIndex[i] * group.Metrics.Count) + k] is { } series)
                {
                    series.Timelines.Take(SampleOf(group.MeasuredAt[i], group.ReceivedAt[i], group.Values[k][i]), _passed, _made);
                    Note(series, item.Position, item.Headers.CorrelationId);
                }
            }
        }
    }

    /// <summary>What had to hold until now has held.</summary>
    private void Pass(long at, RecordedEvent item)
    {
        if (at <= _passed)
        {
            return;
        }

        (_passed, _hasPassed) = (at, true);
        while (_due.TryPeek(out var series, out var due) && due <= at)
        {
            _due.Dequeue();
            if (series.QueuedDue == due)
            {
                series.QueuedDue = null;
                series.Timelines.Pass(at, _made);
                Note(series, item.Position, item.Headers.CorrelationId);
            }
        }
    }

    private void Note(WatchedSeries series, long position, string? trace)
    {
        if (_made.Count > 0 || series.Timelines.SettledUntil != series.SavedUntil)
        {
            series.SavedUntil = series.Timelines.SettledUntil;
            _changed.Add(series);
        }

        foreach (var (rule, change) in _made)
        {
            var watch = series.Watches.First(watch => ReferenceEquals(watch.Series, rule));
            _changes.AddRange(change.Restated.Select(restated => Told(series, watch, restated.Episode, restated.Since, restated.Steps, position, trace)));
            _changes.AddRange(change.Steps.Select(step => Told(series, watch, step.Episode, null, [step.Step], position, trace)));
        }

        _made.Clear();
        if (series.Timelines.Due is { } due && due != series.QueuedDue)
        {
            _due.Enqueue(series, due);
        }

        series.QueuedDue = series.Timelines.Due;
    }

    private EpisodeChange Told(WatchedSeries series, Watch watch, string episode, long? since, IReadOnlyList<LevelStep> steps, long position, string? trace)
    {
        var device = series.Source.Device;
        var at = DateTimeOffset.FromUnixTimeMilliseconds(steps is [var step, ..] ? step.Sample.At : since ?? 0);
        return new EpisodeChange(watch, series, _facts.StationOf(device, at) ?? _facts.StationsOf(device).Last(), episode, since, steps, position, trace);
    }
}
