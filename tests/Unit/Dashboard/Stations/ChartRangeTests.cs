using MiyagiSensing.Dashboard.Stations;
using Xunit;

namespace MiyagiSensing.Unit.Dashboard.Stations;

public sealed class ChartRangeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 47, 12, TimeSpan.Zero);

    [Theory]
    [InlineData("1h", "2026-11-21T08:50:00Z", "2026-11-21T09:50:00Z")]
    [InlineData("24h", "2026-11-20T10:00:00Z", "2026-11-21T10:00:00Z")]
    [InlineData("7d", "2026-11-14T15:00:00Z", "2026-11-21T15:00:00Z")]
    [InlineData("30d", "2026-10-22T15:00:00Z", "2026-11-21T15:00:00Z")]
    public void Steps_begin_at_whole_steps_of_japans_clock_and_the_last_one_holds_now(string key, string from, string to)
    {
        var window = ChartRange.Of(key).Window(Now);

        Assert.Equal((Instant(from), Instant(to)), window);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2h")]
    public void An_unknown_range_is_a_day(string? key) => Assert.Equal("24h", ChartRange.Of(key).Key);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
