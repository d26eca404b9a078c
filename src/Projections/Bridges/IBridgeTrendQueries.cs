namespace MiyagiSensing.Projections.Bridges;

/// <summary>Reads how a bridge's measurements move over time.</summary>
public interface IBridgeTrendQueries
{
    /// <summary>The metric that stands for the natural frequency, Hz: derived from bursts of <see cref="Swings"/>.</summary>
    const string NaturalFrequency = "natural_frequency";

    /// <summary>Readings of 10 Hz and faster that one answer takes apart at the most. Chosen: some ten seconds of work.</summary>
    const long MostSamples = 20_000_000;

    /// <summary>Metrics that have a trend.</summary>
    static readonly IReadOnlyList<string> Metrics = ["tilt_x", "tilt_y", "strain", "force", "displacement", NaturalFrequency];

    /// <summary>Metrics whose bursts show how a bridge swings.</summary>
    static readonly IReadOnlyList<string> Swings = ["acceleration", "tilt_x", "tilt_y"];

    /// <summary>The trend; null when the natural frequency of the range would have to be found in more than <see cref="MostSamples"/> readings.</summary>
    Task<BridgeTrend?> ReadAsync(TrendQuestion question, CancellationToken cancellationToken);
}
