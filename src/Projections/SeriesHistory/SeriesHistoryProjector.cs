using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using MiyagiSensing.Projections.Engine.Shadows;
using Npgsql;

namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>
/// Keeps raw history by series and day. Readings gather in the <see cref="HistoryTail"/> and are written in larger pieces, a row for each series and day; the rows of a day are merged as they become many, and into one
/// when the day is over.
/// </summary>
internal sealed class SeriesHistoryProjector(HistoryTail tail, TimeProvider clock) : IProjector
{
    /// <summary>The checkpoint's key.</summary>
    public const string ProjectionName = "series-history/1";

    /// <summary>Values that gather at the most before they are written. Chosen: 33 bytes each, so some 16 MB, and 2.5 s of the fullest load.</summary>
    private const int MaxGathered = 500_000;

    /// <summary>Values rewritten by the merges of one save. Chosen: about 0.1 s of work.</summary>
    private const int MaxMerged = 1_000_000;

    /// <summary>How long readings gather. Chosen: thin traffic makes two rows a minute and series, and a restart reads half a minute again.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(30);

    private readonly OpenDays _open = new();
    private DateTimeOffset _now;
    private long _position;
    private long _gatheringSince;
    private bool _minutePassed;

    public string Name => ProjectionName;

    public IRowComparer Comparer { get; } = new SegmentComparer();

    public IReadOnlyList<RowAudit> Audits { get; } = [new SeriesHistoryAudit()];

    public string Schema => SegmentRows.Schema;

    public bool IsUrgent => tail.Count > 0 || _open.AnyDue(_now);

    /// <summary>The platform's minute ends the gathering too, so that a quiet store is written down without waiting for the next reading.</summary>
    public bool HoldsBack => tail.Count > 0 && tail.Count < MaxGathered && !_minutePassed && clock.GetElapsedTime(_gatheringSince) < Gathering;

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _open.Clear();
        (_now, _minutePassed) = (default, false);
        await SegmentRows.LoadOpenAsync(connection, _open, cancellationToken);
        _position = (await Checkpoints.ReadAsync(connection, Name, cancellationToken)).Position;
        tail.Begin(_position);
    }

    public Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        foreach (var item in events)
        {
            _now = item.RecordedAt;
            _position = item.Position;
            _minutePassed |= tail.Count > 0 && item.Data is TimeAdvanced;
            if (item.Data is ReadingsRecorded block)
            {
                _gatheringSince = tail.Count == 0 ? clock.GetTimestamp() : _gatheringSince;
                tail.Add(block, item.Position);
            }
        }

        tail.MoveTo(_position);
        return Task.CompletedTask;
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var rows = tail.Pending.SelectMany(pending => SegmentRow.Cut(pending.Key, pending.Value, _position)).ToList();
        if (rows.Count > 0)
        {
            await SegmentRows.InsertAsync(connection, transaction, rows, cancellationToken);
            rows.ForEach(row => _open.Add(row, _now));
        }

        await MergeAsync(connection, transaction, cancellationToken);
    }

    public void Committed(long position)
    {
        tail.Clear();
        _minutePassed = false;
    }

    private async Task MergeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var merges = _open.Take(_now, MaxMerged);
        if (merges.Count == 0)
        {
            return;
        }

        var rows = await SegmentRows.OfMergesAsync(connection, transaction, merges, cancellationToken);
        var targets = merges.ToDictionary(merge => (merge.Series, merge.Day), merge => merge.Target);
        List<SegmentRow> merged = [];
        foreach (var day in rows.GroupBy(row => (row.Series, row.Day)))
        {
            merged.AddRange(SegmentRow.Merge([.. day], targets[day.Key]));
        }

        await SegmentRows.DeleteAsync(connection, transaction, rows, cancellationToken);
        await SegmentRows.InsertAsync(connection, transaction, merged, cancellationToken);
        foreach (var row in merged.Where(row => row.Level < SegmentRow.Closed))
        {
            _open.Add(row, _now);
        }
    }
}
