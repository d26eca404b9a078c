using MiyagiSensing.Dashboard.Rendering;
using Xunit;

namespace MiyagiSensing.Unit.Dashboard.Rendering;

public sealed class JapanTimeTests
{
    private static readonly DateTimeOffset NewYear = new(2025, 12, 31, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_full_time_names_its_zone() => Assert.Equal("2026-01-01 00:00 JST", JapanTime.Full(NewYear));

    [Fact]
    public void A_short_time_has_no_year_in_the_year_it_is_in_japan() => Assert.Equal("01-01 00:00", JapanTime.Short(NewYear, NewYear.AddDays(300)));

    [Fact]
    public void A_short_time_of_another_year_names_it() => Assert.Equal("2025-12-31 23:59", JapanTime.Short(NewYear.AddMinutes(-1), NewYear));

    [Fact]
    public void Scripts_get_utc() => Assert.Equal("2025-12-31T15:00:00.000Z", JapanTime.Machine(NewYear));
}
