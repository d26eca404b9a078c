using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using Npgsql;

namespace MiyagiSensing.Projections.RtkUsage;

/// <summary>
/// Sessions of rovers, hour by hour, and registered user ids. A session's rows are made anew from all events of its stream whenever one comes, so that their order leaves no trace. A session that falls silent is closed by an
/// event, which is appended in the transaction of the checkpoint and folded like any other when it comes round.
/// </summary>
internal sealed class RtkUsageProjector(IEventStore store, TimeProvider clock) : IProjector
{
    private const string ProjectionName = "rtk-usage/1";

    private readonly ReferenceFacts _facts = new(ProjectionName);
    private readonly SessionStories _stories = new(store);
    private readonly SilenceWatch _watch = new();
    private readonly List<RecordedEvent> _ids = [];
    private readonly HashSet<string> _moved = [];
    private readonly List<(SilentSession Session, DateTimeOffset At, long DecidedBy)> _timedOut = [];

    public string Name => ProjectionName;

    public IReadOnlyList<RowAudit> Audits { get; } = [RtkAudits.Sessions(), RtkAudits.Ids()];

    public IReadOnlySet<string>? EventTypes { get; } = new HashSet<string>(ReferenceFacts.EventTypes)
    {
        "session_started", "session_progressed", "session_ended", "session_timed_out", "rtk_id_registered", "rtk_id_retired", "intake_started", "intake_stopped", "time_advanced",
    };

    public string Schema => ReferenceFacts.Schema + RtkRows.Schema;

    /// <summary>Figures are looked at now and then; a second is soon enough.</summary>
    public bool IsUrgent => _timedOut.Count > 0;

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _stories.Clear();
        _ids.Clear();
        _moved.Clear();
        _timedOut.Clear();
        await _facts.LoadAsync(connection, cancellationToken);
        await _watch.LoadAsync(connection, cancellationToken);
    }

    public async Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        foreach (var item in events)
        {
            if (_facts.Fold(item.Data))
            {
                if (item.Data is DeviceMounted mounted)
                {
                    _moved.Add(mounted.Device);
                }

                continue;
            }

            switch (item.Data)
            {
                case SessionStarted or SessionProgressed or SessionEnded or SessionTimedOut:
                    await _stories.AddAsync(item, cancellationToken);
                    _watch.Hear(item);
                    break;
                case RtkIdRegistered or RtkIdRetired:
                    _ids.Add(item);
                    break;
                case IntakeStarted fact:
                    _watch.Begin(fact.At);
                    break;
                case IntakeStopped fact:
                    _watch.End(fact.At);
                    break;
                case TimeAdvanced fact:
                    _watch.Follow(_stories.Changed());
                    _timedOut.AddRange(_watch.Advance(fact.At).Select(session => (session, fact.At, item.Position)));
                    break;
            }
        }
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await _facts.SaveAsync(connection, transaction, cancellationToken);
        _watch.Follow(_stories.Changed());
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            foreach (var story in _stories.Changed())
            {
                RtkRows.Replace(batch, story, (device, at) => _facts.StationOf(device, at)?.Id);
            }

            foreach (var device in _moved)
            {
                RtkRows.Move(batch, device, _facts);
            }

            _ids.ForEach(item => RtkRows.Note(batch, item));
            _watch.Save(batch);
            if (batch.BatchCommands.Count > 0)
            {
                await batch.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        // Last, since the store is locked from here on.
        if (TimeOuts() is { Count: > 0 } timeOuts)
        {
            await store.AppendWithinAsync(timeOuts, transaction, cancellationToken);
        }
    }

    public void Committed(long position)
    {
        _stories.Committed();
        _ids.Clear();
        _moved.Clear();
        _timedOut.Clear();
    }

    private List<NewEvent> TimeOuts() => _timedOut.ConvertAll(item => new NewEvent(
        Guid.CreateVersion7(clock.GetUtcNow()),
        item.Session.Stream,
        new SessionTimedOut(item.Session.Session, item.Session.Device, item.Session.LastHeard, item.At),
        new EventHeaders("platform", null, item.DecidedBy.ToString(System.Globalization.CultureInfo.InvariantCulture))));
}
