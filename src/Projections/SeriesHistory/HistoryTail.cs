using MiyagiSensing.Domain.Journal;

namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>
/// What the projection of this process has folded but not yet written: queries add it to the stored rows, so that history is complete up to <see cref="Position"/>. Written by the projection's loop, read by anyone.
/// </summary>
internal sealed class HistoryTail
{
    private readonly Lock _gate = new();
    private readonly GatheredSeries _gathered = new();
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position = -1;

    /// <summary>Position of the last event folded; −1 while no projection runs in this process.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Values held.</summary>
    public int Count => _gathered.Count;

    /// <summary>The series that have something. Only for the projection's loop.</summary>
    public IEnumerable<KeyValuePair<SeriesId, HistoryColumns>> Pending => _gathered.Series.Where(pair => pair.Value.Count > 0);

    /// <summary>Begins at a stored checkpoint, without readings.</summary>
    public void Begin(long checkpoint)
    {
        Clear();
        MoveTo(checkpoint);
    }

    /// <summary>Takes a block in. <see cref="MoveTo"/> follows when all of a batch is in.</summary>
    public void Add(ReadingsRecorded block, long position)
    {
        lock (_gate)
        {
            _gathered.Add(block, position);
        }
    }

    /// <summary>Everything up to a position has been folded.</summary>
    public void MoveTo(long position)
    {
        TaskCompletionSource moved;
        lock (_gate)
        {
            Interlocked.Exchange(ref _position, position);
            (moved, _moved) = (_moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        moved.SetResult();
    }

    /// <summary>Ends when the position has changed once more. Asked for before the position is read, so that no change falls between.</summary>
    public Task Moved()
    {
        lock (_gate)
        {
            return _moved.Task;
        }
    }

    /// <summary>A copy of what is held of a series, and the position up to which it is complete, taken at one moment.</summary>
    public (HistoryColumns Columns, long Position) Read(SeriesId series)
    {
        var copy = new HistoryColumns();
        lock (_gate)
        {
            if (_gathered.Series.TryGetValue(series, out var columns))
            {
                copy.Add(columns, 0, columns.Count);
            }

            return (copy, _position);
        }
    }

    /// <summary>The series of a device that are held.</summary>
    public IReadOnlyList<SeriesId> SeriesOf(string device)
    {
        lock (_gate)
        {
            return [.. _gathered.Series.Keys.Where(series => series.Device == device)];
        }
    }

    /// <summary>Forgets what has been written.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _gathered.Clear();
        }
    }
}
