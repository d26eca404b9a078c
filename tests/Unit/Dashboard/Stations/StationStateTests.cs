using MiyagiSensing.Dashboard.Stations;
using MiyagiSensing.Dashboard.Texts;
using MiyagiSensing.Projections.Stations;
using Xunit;

namespace MiyagiSensing.Unit.Dashboard.Stations;

public sealed class StationStateTests
{
    private static readonly LatestValue Value = new("d", "main", "stage", 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_silent_station_in_alarm_stays_in_alarm() => Assert.Equal(new StationState("4", "Danger"), State(4, online: false, Value));

    [Fact]
    public void A_station_whose_devices_are_all_away_is_offline() => Assert.Equal(new StationState("off", "Offline"), State(0, online: false, Value));

    [Fact]
    public void A_station_that_is_heard_of_is_normal() => Assert.Equal(new StationState("ok", "Normal"), State(0, online: true, Value));

    [Fact]
    public void A_station_without_a_value_says_so() => Assert.Equal(new StationState("none", "No data yet"), State(0, online: true, []));

    private static StationState State(int severity, bool online, params LatestValue[] values) => StationState.Of(
        DashboardFakes.Station("river-1", "river") with
        {
            Severity = severity,
            Latest = values,
            Devices = [new StationDevice("d", online, null)],
        },
        EnglishTexts.All);
}
