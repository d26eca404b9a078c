using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>
/// What one sensor's daily means may be in the next ten days, by simple climatology and trend. Made from the sensor's own past alone: it knows nothing of weather and currents, and says so
/// (<see cref="Words"/>).
/// </summary>
public sealed record Outlook
{
    /// <summary>Days ahead.</summary>
    public const int Length = 10;

    /// <summary>Days on both sides of a date that make its climatology. Chosen: three weeks of each year smooth single days and keep the season's slope.</summary>
    public const int ClimatologyReach = 10;

    /// <summary>Earlier daily means that a date needs for a climatology. Chosen: half of one year's three weeks.</summary>
    public const int LeastClimatology = 10;

    /// <summary>Part of the deviation that stays from day to day, and that of the slope. Chosen: half of a warm spell is left after a week; a slope carries on for a week or two in all.</summary>
    private const double DeviationKept = 0.9;

    private const double SlopeKept = 0.85;

    /// <summary>Days that the deviation and the slope are taken from, and what must be there.</summary>
    private const int DeviationDays = 5;

    private const int SlopeDays = 14;
    private const int RecentDays = 30;
    private const int LeastRecent = 14;
    private const int MostAge = 3;

    /// <summary>Standard deviations on both sides that hold nine of ten (normal distribution).</summary>
    private const double NineOfTen = 1.645;

    /// <summary>One of <see cref="OutlookMethods"/>.</summary>
    public required string Method { get; init; }

    /// <summary>The method for people; that it is no forecast.</summary>
    public required LocalText Words { get; init; }

    /// <summary>The day after which it begins.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Ten days, or none.</summary>
    public required IReadOnlyList<OutlookDay> Days { get; init; }

    /// <summary>Makes it.</summary>
    /// <param name="figures">One sensor's daily figures, all there are up to the day; in any order.</param>
    /// <param name="day">The last day that is known; the outlook begins with the next one.</param>
    public static Outlook Of(IEnumerable<DayFigure> figures, DateOnly day)
    {
        var means = figures.Where(figure => figure.Day <= day).OrderBy(figure => figure.Day).ToList();
        var recent = means.Where(figure => figure.Day > day.AddDays(-RecentDays)).ToList();
        if (recent.Count < LeastRecent || recent[^1].Day < day.AddDays(-MostAge))
        {
            return Made(OutlookMethods.NotEnoughHistory, day, []);
        }

        return ByClimatology(means, recent, day) is { } days ? Made(OutlookMethods.Climatology, day, days) : Made(OutlookMethods.Trend, day, ByTrend(recent, day));
    }

    private static Outlook Made(string method, DateOnly day, IReadOnlyList<OutlookDay> days) =>
        new() { Method = method, Words = OutlookMethods.InWords(method), From = day, Days = days };

    /// <summary>Null when a date has too few earlier years' means.</summary>
    private static List<OutlookDay>? ByClimatology(List<DayFigure> means, List<DayFigure> recent, DateOnly day)
    {
        // What is less than half a year old is this year's, not an earlier one's.
        var earlier = means.Where(figure => figure.Day < day.AddDays(-182)).ToList();
        List<double> deviations = [];
        foreach (var figure in recent.TakeLast(DeviationDays))
        {
            if (Normal(earlier, figure.Day) is not { } normal)
            {
                return null;
            }

            deviations.Add(figure.Mean - normal.Mean);
        }

        List<OutlookDay> days = [];
        for (var ahead = 1; ahead <= Length; ahead++)
        {
            if (Normal(earlier, day.AddDays(ahead)) is not { } normal)
            {
                return null;
            }

            var kept = Math.Pow(DeviationKept, ahead);
            var mean = normal.Mean + (deviations.Average() * kept);
            var half = NineOfTen * normal.Deviation * Math.Sqrt(1 - (kept * kept));
            days.Add(new OutlookDay(day.AddDays(ahead), mean, mean - half, mean + half));
        }

        return days;
    }

    /// <summary>Mean and standard deviation of the earlier days within reach of a date's day of the year; null with too few.</summary>
    private static (double Mean, double Deviation)? Normal(List<DayFigure> earlier, DateOnly date)
    {
        var near = earlier.Where(figure => DistanceInYear(figure.Day, date) <= ClimatologyReach).Select(figure => figure.Mean).ToList();
        return near.Count < LeastClimatology ? null : (near.Average(), Deviation(near));
    }

    /// <summary>Days between two dates' places in the year, 0 to 183.</summary>
    private static int DistanceInYear(DateOnly one, DateOnly other)
    {
        var distance = Math.Abs(one.DayOfYear - other.DayOfYear);
        return Math.Min(distance, 365 - Math.Min(distance, 365));
    }

    private static List<OutlookDay> ByTrend(List<DayFigure> recent, DateOnly day)
    {
        var used = recent.Where(figure => figure.Day > recent[^1].Day.AddDays(-SlopeDays)).ToList();
        var (level, slope) = Line(used, day);
        var steps = recent.Zip(recent.Skip(1)).Select(pair => (pair.Second.Mean - pair.First.Mean) / Math.Sqrt(pair.Second.Day.DayNumber - pair.First.Day.DayNumber)).ToList();
        var step = Math.Sqrt(steps.Average(change => change * change));
        List<OutlookDay> days = [];
        var gone = 0.0;
        for (var ahead = 1; ahead <= Length; ahead++)
        {
            gone += Math.Pow(SlopeKept, ahead);
            var mean = level + (slope * gone);
            var half = NineOfTen * step * Math.Sqrt(ahead);
            days.Add(new OutlookDay(day.AddDays(ahead), mean, mean - half, mean + half));
        }

        return days;
    }

    /// <summary>The least-squares line through the daily means: its value on the day, and its slope a day.</summary>
    private static (double Level, double Slope) Line(List<DayFigure> used, DateOnly day)
    {
        var at = used.ConvertAll(figure => (double)(figure.Day.DayNumber - day.DayNumber));
        var (meanAt, mean) = (at.Average(), used.Average(figure => figure.Mean));
        var spread = at.Sum(x => (x - meanAt) * (x - meanAt));
        var slope = spread == 0 ? 0 : at.Zip(used).Sum(pair => (pair.First - meanAt) * (pair.Second.Mean - mean)) / spread;
        return (mean - (slope * meanAt), slope);
    }

    private static double Deviation(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}
