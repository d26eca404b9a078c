using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>A series with the rules on it.</summary>
internal sealed class WatchedSeries
{
    public required ReadingSource Source { get; init; }

    public required string Metric { get; init; }

    /// <summary>What episodes say they are about: two devices at one station are judged apart, neither may clear the other's alert.</summary>
    public string Subject => Source.Sensor == ReadingSource.DefaultSensor ? Source.Device : $"{Source.Device}.{Source.Sensor}";

    public required IReadOnlyList<Watch> Watches { get; set; }

    public required SeriesTimelines Timelines { get; set; }

    /// <summary>The revision of the facts for which the watches are right.</summary>
    public required int Revision { get; set; }

    /// <summary>The due time that stands in the queue, Unix time in ms; null when none does.</summary>
    public long? QueuedDue { get; set; }

    /// <summary>What was settled when the rows were last written, Unix time in ms.</summary>
    public long SavedUntil { get; set; } = long.MinValue;
}
