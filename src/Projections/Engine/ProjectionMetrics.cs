using System.Diagnostics.Metrics;

namespace MiyagiSensing.Projections.Engine;

/// <summary>What the projections count. Meter <c>MiyagiSensing.Projections</c>.</summary>
internal sealed class ProjectionMetrics
{
    private readonly Counter<long> _events;
    private readonly Histogram<double> _lag;

    public ProjectionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ProjectionServices.MeterName);
        _events = meter.CreateCounter<long>("miyagi.projection.events", "{event}", "Events taken in, by projection.");
        _lag = meter.CreateHistogram(
            "miyagi.projection.lag", "s", "Age of an event when its projection has committed it.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 60, 600] });
    }

    public void TookIn(string projection, int events, TimeSpan lag)
    {
        var tag = new KeyValuePair<string, object?>("projection", projection);
        _events.Add(events, tag);
        _lag.Record(Math.Max(lag.TotalSeconds, 0), tag);
    }
}
