using System.Collections.Frozen;
using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Gateway.Decoding;

/// <summary>The catalog's sentinels: numbers that a metric's loggers send for "missing".</summary>
internal sealed class MissingValues(IEnumerable<MetricDefinition> metrics)
{
    private readonly FrozenDictionary<(string Domain, string Metric), double[]> _sentinels =
        metrics.Where(metric => metric.Sentinels.Count > 0).ToFrozenDictionary(metric => (metric.Domain, metric.Name), metric => metric.Sentinels.ToArray());

    /// <summary>The sentinels of a metric, compared exactly; empty for a metric without any and for an unknown one. Owned by this object.</summary>
    public double[] Of(string domain, string metric) => _sentinels.GetValueOrDefault((domain, metric), []);
}
