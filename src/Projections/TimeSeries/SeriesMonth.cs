using System.Globalization;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>A series in one month (UTC).</summary>
/// <param name="Series">The series.</param>
/// <param name="First">The month's first day.</param>
internal sealed record SeriesMonth(SeriesId Series, DateOnly First)
{
    public DateTimeOffset From => new(First, TimeOnly.MinValue, TimeSpan.Zero);

    public DateTimeOffset To => From.AddMonths(1);

    /// <summary>Where the next page begins.</summary>
    public string[] Cursor => [Series.Device, Series.Sensor, Series.Metric, First.AddMonths(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];
}
