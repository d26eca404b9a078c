using MiyagiSensing.Domain.Corrections;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using MiyagiSensing.Projections.SeriesHistory;
using Npgsql;

namespace MiyagiSensing.Projections.Rollups;

/// <summary>
/// Keeps count, extremes and exact sum of each series and hour, of the values as they count. Rows grow by increments, so that the order of readings and the cut into batches leave no trace; where a correction is made or
/// undone, the hours that it touches are made anew from raw history.
/// </summary>
internal sealed class RollupsProjector(RawHistory history, TimeProvider clock) : IProjector
{
    /// <summary>The checkpoint's key.</summary>
    public const string ProjectionName = "rollups/1";

    /// <summary>Hours that gather at the most before they are written. Chosen: some 10 MB, and half a second of PostgreSQL's time.</summary>
    private const int MaxGathered = 50_000;

    /// <summary>How long readings gather while they keep coming. Chosen: a row of a running hour is written six times a minute at the most, and nobody waits for a mean.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(10);

    private readonly ReferenceFacts _facts = new(ProjectionName);
    private readonly CorrectionFacts _corrections = new(ProjectionName);
    private readonly OpenHours _open = new();
    private long _gatheringSince;

    public string Name => ProjectionName;

    public IReadOnlySet<string>? EventTypes { get; } =
        new HashSet<string>(ReferenceFacts.EventTypes) { EventCatalog.ReadingsRecorded, "correction_made", "correction_undone" };

    public IReadOnlyList<RowAudit> Audits { get; } = [new RollupsAudit()];

    public string Schema => ReferenceFacts.Schema + CorrectionFacts.Schema + RollupRows.Schema;

    public bool IsUrgent => false;

    /// <summary>What is folded and not yet saved.</summary>
    internal OpenHours Open => _open;

    public bool HoldsBack => _open.HasChanges && _open.Count < MaxGathered && clock.GetElapsedTime(_gatheringSince) < Gathering;

    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _open.Clear();
        await _facts.LoadAsync(connection, cancellationToken);
        await _corrections.LoadAsync(connection, cancellationToken);
    }

    public async Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        _gatheringSince = _open.HasChanges ? _gatheringSince : clock.GetTimestamp();
        foreach (var item in events)
        {
            _facts.Fold(item.Data);
            switch (item.Data)
            {
                case ReadingsRecorded block:
                    foreach (var group in block.Groups)
                    {
                        _open.Add(_corrections.Book.Corrected(group));
                    }

                    break;
                case CorrectionMade or CorrectionUndone when _corrections.Fold(item) is { } changed:
                    await DeriveAgainAsync(changed, item.Position, cancellationToken);
                    break;
            }
        }
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await _facts.SaveAsync(connection, transaction, cancellationToken);
        await _corrections.SaveAsync(connection, transaction, cancellationToken);
        await RollupRows.SaveAsync(connection, transaction, _open, cancellationToken);
    }

    public void Committed(long position) => _open.Clear();

    /// <summary>
    /// Whole hours, from all that was recorded before the correction: an extreme that is gone can't be taken out of what is folded. History may know of later readings already; they come in their turn.
    /// </summary>
    private async Task DeriveAgainAsync(Correction changed, long position, CancellationToken cancellationToken)
    {
        var fact = changed.Fact;
        var series = new SeriesId(fact.Device, fact.Sensor, fact.Metric);
        var (from, to) = (RollupKey.HourOf(fact.From), RollupKey.HourOf(fact.To.AddTicks(-1)) + 1);
        _open.Replace(series, from, to);
        await foreach (var raw in history.ReadAsync(series, RollupKey.StartOf(from), RollupKey.StartOf(to), position, cancellationToken))
        {
            if (raw.Position <= position)
            {
                var value = _corrections.Book.Corrected(series.Device, series.Sensor, series.Metric, raw.MeasuredAt, raw.Value).Value;
                _open.Add(series, RollupKey.HourOf(raw.MeasuredAt), value);
            }
        }
    }
}
