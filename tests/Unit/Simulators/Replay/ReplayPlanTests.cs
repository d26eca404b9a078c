using System.Text.Json;
using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Simulators.Replay;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Replay;

public sealed class ReplayPlanTests
{
    private static readonly DateTimeOffset LongBegin = new(2025, 9, 12, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset ShortBegin = new(2013, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_set_begins_where_the_longest_one_does()
    {
        var plan = ReplayPlan.Of([Set("long", LongBegin, 0, 100), Set("short", ShortBegin, 0, 10)], TimeSpan.FromMinutes(1));

        Assert.Equal(LongBegin, plan.Origin);
        Assert.Equal([0.0, 0, 10, 100], plan.Readings.Select(reading => (reading.At - LongBegin).TotalHours));
    }

    [Fact]
    public void A_shifted_record_carries_its_new_instant_in_the_payload()
    {
        var plan = ReplayPlan.Of([Set("long", LongBegin, 0, 100), Set("short", ShortBegin, 0, 10)], TimeSpan.FromMinutes(1));

        Assert.All(plan.Readings, reading =>
        {
            using var payload = JsonDocument.Parse(reading.Payload);
            Assert.Equal(reading.At.ToUnixTimeMilliseconds(), payload.RootElement.GetProperty("ts").GetInt64());
            Assert.Equal(1.5, payload.RootElement.GetProperty("m").GetProperty("stage").GetDouble());
        });
    }

    [Fact]
    public void The_clock_runs_so_fast_that_the_longest_set_ends_in_time()
    {
        var plan = ReplayPlan.Of([Set("long", LongBegin, 0, 100)], TimeSpan.FromMinutes(1));

        Assert.InRange(TimeSpan.FromHours(100) / plan.Speed, TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void The_clock_never_runs_slower_than_time() =>
        Assert.Equal(1, ReplayPlan.Of([Set("brief", LongBegin, 0, 0.001)], TimeSpan.FromHours(1)).Speed);

    [Fact]
    public void A_record_that_stands_in_a_set_twice_is_sent_once_and_counted()
    {
        var set = Set("long", LongBegin, 0, 1, 1, 2);

        Assert.Equal((3, 1), (set.Readings.Count, set.Repeats));
    }

    [Fact]
    public void The_recorded_sets_are_planned_without_an_identity_coming_twice()
    {
        var sets = RecordedFiles.ReadAll(RecordedData.Folder());

        var plan = ReplayPlan.Of(sets, TimeSpan.FromMinutes(1));

        Assert.Equal(sets.Sum(set => set.Readings.Count), plan.Readings.Count);
        Assert.Distinct(plan.Readings.Select(reading => (reading.Station, reading.Kind, reading.At)));
        Assert.Equal(plan.Readings.OrderBy(reading => reading.At), plan.Readings);
    }

    private static RecordedSet Set(string name, DateTimeOffset begin, params double[] hours) => RecordedSet.Of(
        name, hours.Select(hour => begin.AddHours(hour)).Select(at => new RecordedReading(at, $"river-{name}", "telemetry", Payloads.Telemetry(at, sensor: null, ("stage", 1.5, 2)), 1)));
}
