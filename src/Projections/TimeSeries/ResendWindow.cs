using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine;
using Npgsql;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>
/// A position some minutes back, from which points are written again after the server was away: some servers acknowledge from memory. It is stored with the facts as they were known there, so
/// that the same points get the same tags again. Moves on in the transaction of its caller. One caller at a time.
/// </summary>
internal sealed class ResendWindow(string name, TimeProvider clock)
{
    /// <summary>The table of the stored positions.</summary>
    public const string Schema =
        """
        create table if not exists timeseries_positions (
            name varchar primary key,
            position bigint not null
        );
        """;

    /// <summary>
    /// How long ago a point must have been taken to count as safe. Chosen: victoria-metrics writes memory to disk every 5 s and a kernel its cache every 30 s; four times that.
    /// </summary>
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    /// <summary>Most points to be written again. Chosen: 20 s at full load (250,000 points a second), four times victoria-metrics' 5 s, and written again in about as long.</summary>
    private const long MaxPoints = 5_000_000;

    /// <summary>Least time between two marks, so that there are few: <see cref="Length"/> is then known to 1 s.</summary>
    private static readonly TimeSpan MarkInterval = TimeSpan.FromSeconds(1);

    private readonly ReferenceFacts _facts = new(name);
    private readonly Queue<Mark> _marks = new();
    private readonly List<IDomainEvent> _recentFacts = [];
    private long _markedAt;
    private bool _hasMoved;

    private sealed record Mark(long Position, long At, long PointCount, IReadOnlyList<IDomainEvent> Facts);

    /// <summary>Everything up to here is safe; what follows is written again after a loss.</summary>
    public long Position { get; private set; }

    /// <summary>Reads position and facts, forgetting the rest.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="checkpoint">Up to where everything has been written once; where to begin when nothing is stored.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task LoadAsync(NpgsqlConnection connection, long checkpoint, CancellationToken cancellationToken)
    {
        await _facts.LoadAsync(connection, cancellationToken);
        _marks.Clear();
        _recentFacts.Clear();
        await using var command = new NpgsqlCommand("select position from timeseries_positions where name = $1", connection)
        {
            Parameters = { new NpgsqlParameter { Value = name } },
        };
        var stored = await command.ExecuteScalarAsync(cancellationToken) as long?;
        // A checkpoint that was set back takes this along.
        Position = Math.Min(stored ?? checkpoint, checkpoint);
        _hasMoved = stored != Position;
    }

    /// <summary>Told of a fact that has been taken in.</summary>
    public void Learned(IDomainEvent fact) => _recentFacts.Add(fact);

    /// <summary>Told that all points up to a position have been taken by the server.</summary>
    /// <param name="position">The position.</param>
    /// <param name="pointCount">Points written so far, by any count that only grows.</param>
    public void Passed(long position, long pointCount)
    {
        if (_marks.Count == 0 || clock.GetElapsedTime(_markedAt) >= MarkInterval)
        {
            _markedAt = clock.GetTimestamp();
            _marks.Enqueue(new Mark(position, _markedAt, pointCount, [.. _recentFacts]));
            _recentFacts.Clear();
        }

        while (_marks.TryPeek(out var mark) && (clock.GetElapsedTime(mark.At) >= Length || pointCount - mark.PointCount >= MaxPoints))
        {
            _marks.Dequeue();
            foreach (var fact in mark.Facts)
            {
                _facts.Fold(fact);
            }

            Position = mark.Position;
            _hasMoved = true;
        }
    }

    /// <summary>Writes position and facts when they have moved.</summary>
    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (!_hasMoved)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            "insert into timeseries_positions (name, position) values ($1, $2) on conflict (name) do update set position = excluded.position", connection, transaction)
        {
            Parameters = { new NpgsqlParameter { Value = name }, new NpgsqlParameter { Value = Position } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        await _facts.SaveAsync(connection, transaction, cancellationToken);
        _hasMoved = false;
    }

    /// <summary>Forgets position and facts.</summary>
    public async Task DeleteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "with p as (delete from timeseries_positions where name = $1) delete from projection_facts where projection = $1", connection)
        {
            Parameters = { new NpgsqlParameter { Value = name } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
