using MiyagiSensing.Domain.Quality;
using MiyagiSensing.Domain.Readings;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

public sealed class DailyRangeTests
{
    [Fact]
    public void Days_are_Japans_and_single_outliers_count_little()
    {
        // 21 values 0, 1, …, 20: the 5th percentile is 1 and the 95th 19. The last value of the series belongs to the next day.
        var values = Enumerable.Range(0, 21).Select(i => (double)i).Reverse();
        var midnight = new DateTimeOffset(2026, 11, 21, 15, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        Sample[] samples =
        [
            .. values.Select((value, i) => new Sample(midnight - (60_000 * (21 - i)), value)),
            new Sample(midnight, 7),
            new Sample(midnight + 1, double.NaN),
        ];

        Assert.Equal([new DailyRange(new DateOnly(2026, 11, 21), 18, 21), new DailyRange(new DateOnly(2026, 11, 22), 0, 1)], DailyRange.Of(samples));
    }

    [Fact]
    public void A_day_without_a_value_has_no_range() => Assert.Empty(DailyRange.Of(Series.Of(double.NaN, double.NaN)));
}
