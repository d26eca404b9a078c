using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Rtk;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.RtkUsage;

/// <summary>
/// How long nothing was heard of each open session, by our clock and only while the platform listened: of the hours in which it was down nobody knows whether a caster spoke. A pure fold of the journal, so that a replay
/// decides the same.
/// </summary>
internal sealed class SilenceWatch
{
    private readonly Dictionary<string, (string Device, string Session, DateTimeOffset LastHeard, TimeSpan Since)> _open = [];
    private readonly Dictionary<string, TimeSpan> _heard = [];
    private readonly HashSet<string> _touched = [];
    private TimeSpan _listened;
    private DateTimeOffset? _tick;
    private bool _hasMoved;

    /// <summary>The platform began to listen.</summary>
    public void Begin(DateTimeOffset at) => (_tick, _hasMoved) = (at, true);

    /// <summary>It stopped.</summary>
    public void End(DateTimeOffset at)
    {
        Listen(at);
        _tick = null;
    }

    /// <summary>Time passed; the sessions that were silent for too long, each told once for each silence.</summary>
    public IReadOnlyList<SilentSession> Advance(DateTimeOffset at)
    {
        Listen(at);
        _tick = at;
        var silent = _open.Where(open => _listened - open.Value.Since >= RtkSessionFold.Silence && !_heard.ContainsKey(open.Key)).OrderBy(open => open.Key, StringComparer.Ordinal).ToList();
        silent.ForEach(open => Forget(open.Key));
        return silent.ConvertAll(open => new SilentSession(open.Key, open.Value.Device, open.Value.Session, open.Value.LastHeard));
    }

    /// <summary>Something came on a stream; whether it is open now is told by <see cref="Follow"/>.</summary>
    public void Hear(RecordedEvent item)
    {
        // Between two minutes, by the clock that the event was stored with.
        var sinceTick = _tick is { } tick && item.RecordedAt > tick ? item.RecordedAt - tick : TimeSpan.Zero;
        _heard[item.Stream] = _listened + Whole(sinceTick < TimeSpan.FromMinutes(1) ? sinceTick : TimeSpan.FromMinutes(1));
    }

    /// <summary>Takes over which streams have an open session.</summary>
    public void Follow(IEnumerable<SessionStory> changed)
    {
        foreach (var story in changed)
        {
            if (!_heard.Remove(story.Stream, out var since))
            {
                continue;
            }

            if (story.Sessions.LastOrDefault(session => session.State == RtkSessionStates.Open) is { } open)
            {
                _open[story.Stream] = (story.Device, story.Session, open.LastHeard, since);
                _touched.Add(story.Stream);
            }
            else
            {
                Forget(story.Stream);
            }
        }
    }

    /// <summary>Reads what is committed, forgetting the rest.</summary>
    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _open.Clear();
        _heard.Clear();
        _touched.Clear();
        (_listened, _tick, _hasMoved) = (TimeSpan.Zero, null, false);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("select stream, device, session, last_heard, since_ms from rtk_open_sessions"),
                new NpgsqlBatchCommand("select listened_ms, tick from rtk_listening"),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            _open.Add(reader.GetString(0), (reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), TimeSpan.FromMilliseconds(reader.GetInt64(4))));
        }

        await reader.NextResultAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken))
        {
            (_listened, _tick) = (TimeSpan.FromMilliseconds(reader.GetInt64(0)), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1));
        }
    }

    /// <summary>Writes what has changed since the last save.</summary>
    public void Save(NpgsqlBatch batch)
    {
        foreach (var stream in _touched.Order(StringComparer.Ordinal))
        {
            batch.BatchCommands.Add(_open.TryGetValue(stream, out var open)
                ? RtkRows.Command(
                    """
                    insert into rtk_open_sessions (stream, device, session, last_heard, since_ms) values ($1, $2, $3, $4, $5)
                        on conflict (stream) do update set last_heard = excluded.last_heard, since_ms = excluded.since_ms
                    """,
                    stream, open.Device, open.Session, open.LastHeard, (long)open.Since.TotalMilliseconds)
                : RtkRows.Command("delete from rtk_open_sessions where stream = $1", stream));
        }

        if (_hasMoved)
        {
            batch.BatchCommands.Add(RtkRows.Command(
                "insert into rtk_listening (one, listened_ms, tick) values (true, $1, $2) on conflict (one) do update set listened_ms = excluded.listened_ms, tick = excluded.tick",
                (long)_listened.TotalMilliseconds, new NpgsqlParameter { Value = (object?)_tick ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz }));
        }

        _touched.Clear();
        _hasMoved = false;
    }

    private void Listen(DateTimeOffset at)
    {
        if (_tick is { } tick && at > tick)
        {
            _listened += Whole(at - tick);
        }

        _hasMoved = true;
    }

    /// <summary>In whole milliseconds, as they are stored: else what is read back after a restart would differ from what a replay adds up.</summary>
    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromMilliseconds(time.Ticks / TimeSpan.TicksPerMillisecond);

    private void Forget(string stream)
    {
        if (_open.Remove(stream))
        {
            _touched.Add(stream);
        }
    }
}
