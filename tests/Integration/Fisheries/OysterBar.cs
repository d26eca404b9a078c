using System.Globalization;

namespace MiyagiSensing.Integration.Fisheries;

/// <summary>A year of a sonde at an oyster bar, straight from its file: what every figure of the read models must be, computed without any of their code.</summary>
internal sealed class OysterBar
{
    private readonly List<(DateTime Utc, decimal? Celsius)> _rows;

    public OysterBar(string file) => _rows =
    [
        .. File.ReadLines(file).Skip(1).Select(line => line.Split(',')).DistinctBy(fields => fields[0]).Select(fields => (
            DateTime.Parse(fields[0], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
            fields[1].Length == 0 ? (decimal?)null : decimal.Parse(fields[1], CultureInfo.InvariantCulture))).OrderBy(row => row.Item1),
    ];

    /// <summary>Rows with a temperature that water can't have.</summary>
    public int ImpossibleRows => _rows.Count(row => row.Celsius is < -2 or > 40);

    /// <summary>The last day in Japan.</summary>
    public DateOnly Last => DayOf(_rows[^1].Utc);

    /// <summary>By day in Japan: values of the hours in which no value was impossible.</summary>
    public Dictionary<DateOnly, List<decimal>> Days(DateOnly until) => _rows
        .Where(row => row.Celsius is not null && DayOf(row.Utc) <= until)
        .GroupBy(row => new DateTime(row.Utc.Year, row.Utc.Month, row.Utc.Day, row.Utc.Hour, 0, 0, DateTimeKind.Utc))
        .Where(hour => hour.All(row => row.Celsius is >= -2 and <= 40))
        .SelectMany(hour => hour)
        .GroupBy(row => DayOf(row.Utc))
        .ToDictionary(day => day.Key, day => day.Select(row => row.Celsius!.Value).ToList());

    /// <summary>Temperatures, possible or not, measured in the 30 days up to a day.</summary>
    public int Received(DateOnly day) => _rows.Count(row => row.Celsius is not null && DayOf(row.Utc) > day.AddDays(-30) && DayOf(row.Utc) <= day);

    /// <summary>The last row up to the end of a day.</summary>
    public (DateTime Utc, decimal? Celsius) Newest(DateOnly day) => _rows.Last(row => DayOf(row.Utc) <= day);

    /// <summary>The first row of the run of possible values at or above a limit that ends with a day; null when its last row is below.</summary>
    public DateTime? ReachedSince(decimal limit, DateOnly day)
    {
        DateTime? since = null;
        foreach (var (utc, celsius) in _rows.Where(row => DayOf(row.Utc) <= day && row.Celsius is >= -2 and <= 40))
        {
            since = celsius >= limit ? since ?? utc : null;
        }

        return since;
    }

    private static DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(utc.AddHours(9));
}
