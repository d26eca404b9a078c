using MiyagiSensing.Domain.Quality;
using MiyagiSensing.Domain.Readings;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

/// <summary>
/// The two suspicions on the recorded sondes. Both stood at the mouth of a river and were exchanged every two weeks, so there is no growth in them: what a rule finds there is a false alarm. Cat Point was lifted out
/// twice for service; once the cell measured air (9 May 2013, two readings flagged "sensor out of water"), once it was put back in time (10 May, one reading of 16.5 psu, which no rule on salinity can see).
/// </summary>
public sealed class RecordedSuspicionTests
{
    private const string DryBar = "buoy-mangokuura";
    private const string CatPoint = "buoy-tona";

    [Theory]
    [InlineData(DryBar, 43)]
    [InlineData(CatPoint, 126)]
    public void No_growth_is_seen_on_sensors_that_are_exchanged(string station, int judged)
    {
        var judgements = Judgements(Ranges(Salinity(station)));

        Assert.Equal(judged, judgements.Count(item => item.Judgement.State != SuspicionState.NotEvaluated));
        Assert.DoesNotContain(judgements, item => item.Judgement.State == SuspicionState.Suspected);
    }

    // The same salinity drawn together towards its median, from the 20th day on by so many percent a day, as growth would do.
    [Theory]
    [InlineData(DryBar, 1, "4 days from 2012-04-12")]
    [InlineData(DryBar, 2, "9 days from 2012-04-11")]
    [InlineData(DryBar, 3, "17 days from 2012-04-09")]
    [InlineData(CatPoint, 1, "never")]
    [InlineData(CatPoint, 2, "7 days from 2013-06-29")]
    [InlineData(CatPoint, 3, "7 days from 2013-04-03")]
    public void Growth_that_is_laid_over_them_is_found(string station, int percent, string expected)
    {
        var salinity = Salinity(station);
        var sorted = salinity.Select(sample => sample.Value).Where(double.IsFinite).Order().ToList();
        var median = sorted[sorted.Count / 2];
        var begin = salinity[0].At + (20 * 86_400_000L);
        var grown = salinity.Select(sample => sample with { Value = median + ((sample.Value - median) * Math.Exp(-percent / 100.0 * Math.Max(sample.At - begin, 0) / 86_400_000)) }).ToArray();

        var found = Judgements(Ranges(grown)).Where(item => item.Judgement.State == SuspicionState.Suspected).ToList();

        Assert.Equal(expected, found.Count == 0 ? "never" : $"{found.Count} days from {found[0].Day:yyyy-MM-dd}");
    }

    [Theory]
    [InlineData(DryBar, "")]
    [InlineData(CatPoint, "2013-05-09T13:15Z 2 TemperatureStep")]
    public void Air_is_found_where_the_operators_found_it_and_nowhere_else(string station, string expected)
    {
        var celsius = RecordedBuoyTests.Read(station, "water_temp");
        var psu = RecordedBuoyTests.Read(station, "salinity");

        var found = OutOfWaterSuspicion.Find([.. celsius.Zip(psu, (warm, salt) => new WaterSample(warm.Sample.At, warm.Sample.Value, salt.Sample.Value))]);

        Assert.Equal(expected, string.Join(", ", found.Select(stretch => $"{DateTimeOffset.FromUnixTimeMilliseconds(stretch.From):yyyy-MM-dd'T'HH:mm'Z'} {stretch.Readings} {stretch.Evidence}")));
    }

    private static Sample[] Salinity(string station) =>
        [.. RecordedBuoyTests.Read(station, "salinity").Select(row => row.Sample).Where(sample => !(sample.Value > 42))];

    /// <summary>Days with at least half of their readings.</summary>
    private static DailyRange[] Ranges(Sample[] samples) => [.. DailyRange.Of(samples).Where(day => day.Readings >= 48)];

    private static List<(DateOnly Day, BiofoulingJudgement Judgement)> Judgements(DailyRange[] days) =>
        [.. days.Select(day => (day.Day, BiofoulingSuspicion.Judge(days, day.Day)))];
}
