using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>All that is known of a series at a station up to a day.</summary>
/// <param name="Station">Station id.</param>
/// <param name="Sensor">Sensor id.</param>
/// <param name="Metric">Metric name.</param>
/// <param name="Days">Daily figures, oldest first.</param>
/// <param name="Received">Readings with a value in the last 30 days.</param>
/// <param name="Expected">Readings to be expected in them; null where nothing can be.</param>
internal sealed record SensorFigures(string Station, string Sensor, string Metric, IReadOnlyList<DayFigure> Days, long Received, long? Expected)
{
    /// <summary>As it goes out.</summary>
    public SensorReport ToReport(DateOnly day, int recentDays, bool withOutlook) => new()
    {
        Station = Station,
        Sensor = Sensor,
        DepthMetres = SensorDepth.Of(Sensor),
        Metric = Metric,
        Received = Received,
        Expected = Expected,
        Days = [.. Days.Where(figure => figure.Day > day.AddDays(-recentDays))],
        Outlook = withOutlook ? Outlook.Of(Days, day) : null,
    };
}
