using System.Globalization;
using MiyagiSensing.Domain.Quality;
using MiyagiSensing.Domain.Readings;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

public sealed class ClimatologyTests
{
    private static readonly ClimatologyLimits Limits = new()
    {
        Ranges =
        [
            new ClimatologyRange { Months = [1, 2], Minimum = 2, Maximum = 12, DepthTo = 5 },
            new ClimatologyRange { Months = [1, 2], Minimum = 4, Maximum = 11, DepthFrom = 5 },
            new ClimatologyRange { Months = [8], Minimum = 16, Maximum = 30 },
        ],
        Source = "a page",
    };

    [Theory]
    [InlineData("2026-01-31T14:59:59Z", 1.9, 3)]
    [InlineData("2026-01-31T14:59:59Z", 2, 1)]
    [InlineData("2026-01-31T14:59:59Z", 12, 1)]
    [InlineData("2026-01-31T14:59:59Z", 12.1, 3)]
    [InlineData("2026-08-15T00:00:00Z", 12.1, 3)]
    [InlineData("2026-08-15T00:00:00Z", 28, 1)]
    [InlineData("2026-05-15T00:00:00Z", 28, 2)]
    [InlineData("2026-08-15T00:00:00Z", double.NaN, 9)]
    // The last night of July in UTC is the first morning of August in Japan, and the last of February the first of March.
    [InlineData("2026-07-31T15:00:00Z", 28, 1)]
    [InlineData("2026-07-31T14:59:59Z", 28, 2)]
    [InlineData("2026-02-28T15:00:00Z", 10, 2)]
    public void A_value_is_held_against_its_month_in_Japan_and_never_fails(string at, double value, int expected)
    {
        var sample = new Sample(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(), value);

        Assert.Equal(expected, (int)Climatology.Test(sample, Limits.At(1)));
    }

    [Theory]
    [InlineData(0.0, 3.0, 1)]
    [InlineData(4.9, 3.0, 1)]
    [InlineData(5.0, 3.0, 3)]
    [InlineData(20.0, 11.5, 3)]
    [InlineData(null, 3.0, 2)]
    public void A_range_speaks_of_its_depths_only(double? metres, double value, int expected)
    {
        var january = new Sample(new DateTimeOffset(2026, 1, 15, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), value);

        Assert.Equal(expected, (int)Climatology.Test(january, Limits.At(metres)));
    }

    [Fact]
    public void A_range_without_depths_speaks_of_sensors_of_any_name() => Assert.Single(Limits.At(null).Ranges);
}
