using System.Diagnostics.Metrics;
using MiyagiSensing.Ingest.Pipeline;

namespace MiyagiSensing.Ingest;

/// <summary>What the intake counts. Meter <c>MiyagiSensing.Ingest</c>.</summary>
internal sealed class IngestMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "MiyagiSensing.Ingest";

    private readonly Counter<long> _committed;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _setAside;
    private readonly Histogram<double> _commit;
    private readonly Histogram<int> _batch;

    public IngestMetrics(IMeterFactory meters, IntakeQueue queue)
    {
        var meter = meters.Create(MeterName);
        _committed = meter.CreateCounter<long>("miyagi.ingest.readings.committed", "{reading}", "Readings stored as true.");
        _duplicates = meter.CreateCounter<long>("miyagi.ingest.readings.duplicate", "{reading}", "Readings that were stored already.");
        _setAside = meter.CreateCounter<long>("miyagi.ingest.readings.set_aside", "{reading}", "Readings kept apart, by reason.");
        _commit = meter.CreateHistogram(
            "miyagi.ingest.commit.duration", "s", "Time from the start of a commit to its return.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 30] });
        _batch = meter.CreateHistogram(
            "miyagi.ingest.batch.readings", "{reading}", "Readings of one commit.", tags: null,
            new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000] });
        meter.CreateObservableGauge("miyagi.ingest.queue.messages", () => queue.Count, "{message}", "Messages that wait for the journal.");
    }

    public void Committed(IntakeBatch batch, TimeSpan took)
    {
        _committed.Add(batch.Accepted.Count);
        _commit.Record(took.TotalSeconds);
        _batch.Record(batch.Accepted.Count);
        if (batch.Duplicates.Count > 0)
        {
            _duplicates.Add(batch.Duplicates.Count);
        }

        foreach (var reading in batch.SetAside)
        {
            _setAside.Add(1, new KeyValuePair<string, object?>("reason", reading.Reason));
        }
    }
}
