using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>The value itself where it is physically possible; others are a matter of quality and raise no alert.</summary>
/// <param name="metric">The metric's definition; null when the catalog does not know it.</param>
internal sealed class PlausibleValue(MetricDefinition? metric) : IMeasure
{
    public long Reach => 0;

    public double At(ReadOnlySpan<Sample> samples, int index)
    {
        var value = samples[index].Value;
        return value < metric?.Minimum || value > metric?.Maximum ? double.NaN : value;
    }
}
