using System.Text.Json;
using MiyagiSensing.Simulators.Replay;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Replay;

public sealed class RecordedFilesTests
{
    // Counted in the files; records without any value of ours are left out of the sondes.
    [Theory]
    [InlineData("river_miyagi_kiki_2025_2026", 20_977, 156, "2025-09-12T08:50:00Z", "2026-08-22T23:00:00Z")]
    [InlineData("ocean_swmp_catpoint_2013", 15_804, 0, "2013-02-01T00:00:00Z", "2013-07-15T23:45:00Z")]
    [InlineData("ocean_swmp_drybar_2012", 11_740, 0, "2012-01-01T05:00:00Z", "2012-05-15T23:45:00Z")]
    [InlineData("bridge_munich_2022", 6_014, 0, "2022-04-11T06:49:34.669Z", "2022-04-11T15:49:48.374Z")]
    public void A_recorded_set_is_read_whole(string name, int records, int repeats, string from, string to)
    {
        var set = Set(name);

        Assert.Equal((records, repeats), (set.Readings.Count, set.Repeats));
        Assert.Equal((Instant(from), Instant(to)), (set.From, set.To));
    }

    [Fact]
    public void Every_set_is_in_order_of_time_and_stamped_with_its_own() => Assert.All(Sets(), set =>
    {
        Assert.Equal(set.Readings.OrderBy(reading => reading.At), set.Readings);
        Assert.All(set.Readings, reading =>
        {
            using var payload = JsonDocument.Parse(reading.Payload);
            Assert.Equal(reading.At.ToUnixTimeMilliseconds(), payload.RootElement.GetProperty("ts").GetInt64());
        });
    });

    [Fact]
    public void Every_record_belongs_to_a_station_of_the_catalog()
    {
        var stations = DemoCatalog.Stations.Select(station => station.Id).ToHashSet();

        Assert.Empty(Sets().SelectMany(set => set.Readings).Select(reading => reading.Station).Distinct().Except(stations));
    }

    [Fact]
    public void The_gauges_of_record_pass_danger_and_flooding()
    {
        var stations = DemoCatalog.Of("river").ToDictionary(station => station.Id);

        var over = Set("river_miyagi_kiki_2025_2026").Readings.Where(reading => Value(reading, "stage") >= stations[reading.Station].Limit("stage", "flooding"));
        Assert.True(over.Select(reading => reading.Station).Distinct().Count() > 1);
    }

    [Fact]
    public void The_faults_of_a_broken_sensor_are_sent_as_they_were_recorded()
    {
        var temperatures = Set("ocean_swmp_drybar_2012").Readings.Select(reading => Value(reading, "water_temp")).OfType<double>().ToList();

        Assert.Equal(50, temperatures.Max());
        Assert.True(temperatures.Min() < -5);
    }

    [Fact]
    public void The_strain_of_the_test_bridge_passes_all_three_levels() =>
        Assert.True(Set("bridge_munich_2022").Readings.Max(reading => Value(reading, "strain")) > DemoCatalog.Of("pipe-bridge").First().Limit("strain", "lv3"));

    [Fact]
    public void The_rover_of_record_is_one_session_that_finds_its_fix()
    {
        var events = Set("gnss_rtk_nmea_cc0").Readings.Select(reading => JsonDocument.Parse(reading.Payload).RootElement).ToList();

        Assert.Equal(("session_start", "session_end"), (events[0].GetProperty("event").GetString(), events[^1].GetProperty("event").GetString()));
        var fixes = events[1..^1].Select(item => item.GetProperty("fix").GetInt32()).ToList();
        Assert.Equal(1, fixes[0]);
        Assert.Equal([1, 2, 4, 5], fixes.Distinct().Order());
        Assert.Equal(0, Set("gnss_rtk_nmea_cc0").Readings.Sum(reading => reading.Readings));
    }

    [Fact]
    public void A_folder_without_any_known_set_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("miyagi-");

        var exception = Assert.Throws<DirectoryNotFoundException>(() => RecordedFiles.ReadAll(folder.FullName));

        Assert.Contains(folder.FullName, exception.Message, StringComparison.Ordinal);
        folder.Delete();
    }

    private static IReadOnlyList<RecordedSet> Sets() => RecordedFiles.ReadAll(RecordedData.Folder());

    private static RecordedSet Set(string name) => Assert.Single(Sets(), set => set.Name == name);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static double? Value(RecordedReading reading, string metric)
    {
        using var payload = JsonDocument.Parse(reading.Payload);
        return payload.RootElement.GetProperty("m").TryGetProperty(metric, out var value) ? value.GetDouble() : null;
    }
}
