using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Alerts;

/// <summary>What a rule holds against its limits: a function of the samples around an instant and of nothing else, so that it can be worked out again.</summary>
public interface IMeasure
{
    /// <summary>How far back it looks, ms.</summary>
    long Reach { get; }

    /// <summary>The measure at a sample; <see cref="double.NaN"/> when there is nothing to say.</summary>
    /// <param name="samples">Samples by their instants.</param>
    /// <param name="index">Which.</param>
    double At(ReadOnlySpan<Sample> samples, int index);
}
