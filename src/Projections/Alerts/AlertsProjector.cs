using System.Globalization;
using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using MiyagiSensing.Projections.Live;
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
    private readonly ReferenceFacts _facts = new("alerts/1");
    private readonly Watchers _watchers;
    private readonly HashSet<AlertState> _changed = [];
    private readonly List<EpisodeChange> _changes = [];

    public AlertsProjector(IEventStore store, LiveHub live, TimeProvider clock)
    {
        (_store, _live, _clock) = (store, live, clock);
        _watchers = new Watchers(_facts);
    }

    public string Name => "alerts/1";

    public IReadOnlyList<RowAudit> Audits { get; } =
    [
        // Raised and cleared by this projection, in the transaction of the rows.
        new EntityAudit(data => data switch
        {
            EpisodeRaised fact => Audited("open", fact.Step),
            EpisodeEscalated fact => Audited("open", fact.Step),
            EpisodeEased fact => Audited("open", fact.Step),
            EpisodeCleared fact => Audited("cleared", fact.Step),
            _ => null,
        })
        {
            Name = "alerts with state and severity",
            Table = "alert_episodes",
            Key = [("id", "varchar")],
            Value = "min(case when cleared_at is null then 'open' else 'cleared' end || ', severity ' || severity)",
            EventTypes = new HashSet<string> { "episode_raised", "episode_escalated", "episode_eased", "episode_cleared" },
            OwnEvents = true,
        },
    ];

    public IReadOnlySet<string>? EventTypes { get; } = new HashSet<string>(ReferenceFacts.EventTypes) { EventCatalog.ReadingsRecorded };

    /// <summary>An alert that was passed over would be missed for good.</summary>
    public bool MaySkip => false;

    public string Schema => ReferenceFacts.Schema + AlertRows.Schema;

    /// <summary>What was judged without a change of level hurries nobody.</summary>
    public bool IsUrgent => _facts.HasChanges || _changes.Count > 0;

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _changed.Clear();
        _changes.Clear();
        _watchers.Clear();
        await _facts.LoadAsync(connection, cancellationToken);
        await AlertRows.LoadAsync(connection, _watchers.States, cancellationToken);
    }

    public Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        foreach (var item in events)
        {
            if (!_facts.Fold(item.Data) && item.Data is ReadingsRecorded block)
            {
                // History that is brought in afterwards wakes nobody, and says nothing of what comes live.
                foreach (var group in block.Groups.Where(group => !group.IsHistory))
                {
                    Judge(group, item);
                }
            }
        }

        return Task.CompletedTask;
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await _facts.SaveAsync(connection, transaction, cancellationToken);
        await AlertRows.SaveAsync(connection, transaction, _changed, _changes, cancellationToken);
        if (_changes.Count > 0)
        {
            await _store.AppendWithinAsync([.. _changes.Select(change => change.ToEvent(_clock.GetUtcNow()))], transaction, cancellationToken);
        }
    }

    public void Committed(long position)
    {
        if (_changes.Count > 0)
        {
            _live.Publish(new LiveUpdate(position, [], [.. _changes.Select(change => change.Watch.Station.Id).Distinct()], []));
        }

        _changed.Clear();
        _changes.Clear();
    }

    private static (string[] Key, string State) Audited(string state, EpisodeStep step) =>
        ([step.Episode], string.Create(CultureInfo.InvariantCulture, $"{state}, severity {step.Severity}"));

    private void Judge(ReadingGroup group, RecordedEvent item)
    {
        var found = new Watch[]?[group.Sources.Length, group.Metrics.Count];
        for (var i = 0; i < group.Count; i++)
        {
            var s = group.SourceIndex[i];
            for (var k = 0; k < group.Metrics.Count; k++)
            {
                var watches = found[s, k];
                if (watches is null)
                {
                    watches = _watchers.Of(group.Sources[s], group.Metrics[k], DateTimeOffset.FromUnixTimeMilliseconds(group.MeasuredAt[i]));
                    if (!_facts.DependsOnInstant(group.Sources[s].Device))
                    {
                        found[s, k] = watches;
                    }
                }

                foreach (var watch in watches)
                {
                    Judge(watch, group, i, k, item);
                }
            }
        }
    }

    private void Judge(Watch watch, ReadingGroup group, int i, int k, RecordedEvent item)
    {
        var (source, metric, measuredAt, value) = (group.Sources[group.SourceIndex[i]], group.Metrics[k], group.MeasuredAt[i], group.Values[k][i]);
        var state = watch.State;
        if (measuredAt <= state.JudgedUpTo || !watch.IsPlausible(value))
        {
            return;
        }

        // A clock that runs ahead must not silence what is measured after it.
        state.JudgedUpTo = Math.Max(state.JudgedUpTo, Math.Min(measuredAt, group.ReceivedAt[i]));
        _changed.Add(state);
        var level = ThresholdDecision.Decide(watch.Limits, watch.Rule.Direction == "above", watch.Rule.Hysteresis, state.Level, value);
        if (level == state.Level)
        {
            return;
        }

        var before = state.Level;
        state.Episode ??= string.Create(CultureInfo.InvariantCulture, $"{watch.Rule.Id}.{state.Subject}.{measuredAt}");
        _changes.Add(new EpisodeChange(
            watch, state.Episode, source, metric, before, level, value, DateTimeOffset.FromUnixTimeMilliseconds(measuredAt), item.Position, item.Headers.CorrelationId));
        state.Level = level;
        if (level == ThresholdDecision.None)
        {
            state.Episode = null;
        }
    }
}
