using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Kpis;
using Xunit;

namespace MiyagiSensing.Integration.Kpis;

/// <summary>The end of a fiscal year: after a downtime, with readings that come late, and with values that people enter.</summary>
public sealed class KpiFreezeTests
{
    private const string Rtk = "rtk-user-ids";
    private const string Districts = "smart-fisheries-districts";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_a_downtime_over_two_ends_of_year_each_is_frozen_once_by_what_was_known_then(int seed)
    {
        await using var story = await KpiFixture.StartAsync("2026-04-02", seed);
        await story.TickAsync(KpiFixture.At("2026-04-02", 13));
        story.Noon("2026-06-01");
        await story.SessionAsync("s-1", "p-1", KpiFixture.At("2026-06-01", 9));
        await story.TickAsync(KpiFixture.At("2027-02-01"));
        await story.CatchUpAsync();

        // Down until May 2028; then the caster's log of the lost year is brought in before the journal's time goes on, and after it.
        await story.RestartAsync();
        story.Now(KpiFixture.At("2028-05-01", 9));
        await story.SessionAsync("s-2", "p-2", KpiFixture.At("2027-07-01", 9));
        await story.TickAsync(KpiFixture.At("2028-05-01", 9, 1));
        await story.SessionAsync("s-3", "p-3", KpiFixture.At("2027-07-02", 9));
        await story.SessionAsync("s-4", "p-3", KpiFixture.At("2027-07-03", 9));
        await story.CatchUpAsync();

        Assert.Equal([(2026, 1m), (2027, 0m)], (await story.EventsAsync<KpiFrozen>(Rtk)).Select(fact => (fact.FiscalYear, fact.Figures[0].Value!.Value)));
        Assert.Equal([(2027, 1m, "rtk-session:s-2"), (2027, 2m, "rtk-session:s-3")], (await story.EventsAsync<KpiRestated>(Rtk)).Select(fact => (fact.FiscalYear, fact.Figures[0].Value!.Value, fact.Cause.Stream)));
        Assert.Equal("frozen", (await story.YearAsync(Rtk, "R8", "2028-05-01")).State);
        Assert.Equal("running", (await story.YearAsync(Rtk, "R8", "2027-02-01")).State);
        await story.AssertReplayIsEqualAsync();

        // A rebuild puts equal rows in place and appends nothing; what comes then restates as before.
        await story.RebuildAsync();
        await story.RestartAsync();
        await story.SessionAsync("s-5", "p-4", KpiFixture.At("2026-12-01", 9));
        await story.CatchUpAsync();
        Assert.Equal(2, (await story.EventsAsync<KpiFrozen>(Rtk)).Count);
        Assert.Equal([1m, 2m, 2m], (await story.EventsAsync<KpiRestated>(Rtk)).Select(fact => fact.Figures[0].Value!.Value));
        await story.AssertReplayIsEqualAsync();
    }

    [Fact]
    public async Task Readings_that_come_after_the_freeze_restate_the_year_and_those_of_other_days_do_not()
    {
        await using var story = await KpiFixture.StartAsync("2027-01-10");
        await story.TickAsync(KpiFixture.At("2027-01-10", 13));
        await story.DistrictWithBuoyAsync("kesennuma", "buoy-1");
        await story.ReadingsAsync("buoy-1", "2027-01-11", 70);
        await story.TickAsync(KpiFixture.At("2027-04-01", 0, 1));
        await story.CatchUpAsync();
        Assert.Equal(0m, Assert.Single(await story.EventsAsync<KpiFrozen>(Districts)).Figures[0].Value);

        await story.ReadingsAsync("buoy-1", "2027-01-05", 2, receivedOn: "2027-04-05");
        await story.ReadingsAsync("buoy-1", "2027-03-22", 3, receivedOn: "2027-04-06");
        await story.ReadingsAsync("buoy-1", "2027-04-06", 1);
        await story.CatchUpAsync();
        Assert.Empty(await story.EventsAsync<KpiRestated>(Districts));
        await story.ReadingsAsync("buoy-1", "2027-03-26", 2, receivedOn: "2027-04-07");
        await story.ReadingsAsync("buoy-1", "2027-03-28", 2, receivedOn: "2027-04-08");
        await story.CatchUpAsync();

        var restated = Assert.Single(await story.EventsAsync<KpiRestated>(Districts));
        Assert.Equal((1m, "readings_recorded"), (restated.Figures[0].Value!.Value, restated.Cause.Type));
        Assert.Equal([0m], await story.ValuesAsync(Districts, "R8", "2027-04-06"));
        Assert.Equal([1m], await story.ValuesAsync(Districts, "R8", "2027-04-07"));
        Assert.Equal(0m, (await story.YearAsync(Districts, "R8", "2027-04-08")).Frozen!.Figures[0].Value);
        await story.AssertReplayIsEqualAsync();
    }

    [Fact]
    public async Task Values_that_people_enter_are_corrected_by_later_ones_and_the_older_stay_readable()
    {
        const string Kpi = "e-approval-rate";
        await using var story = await KpiFixture.StartAsync("2026-04-10");
        async Task<KpiDeskResult> ObserveAsync(decimal? value, string? on, string? reason = null, string year = "R8") =>
            await story.Desk.ObserveAsync([new KpiEntry(Kpi, FiscalYear.TryParse(year, out var parsed) ? parsed : default, value, "monthly report", on is null ? null : KpiFixture.Day(on), reason)], "user:sato", Cancellation);

        story.Noon("2026-10-01");
        Assert.IsType<KpiDeskResult.Recorded>(await ObserveAsync(80.5m, "2026-09-30"));
        Assert.IsType<KpiDeskResult.AlreadyThere>(await ObserveAsync(80.5m, "2026-09-30"));
        story.Noon("2026-10-15");
        Assert.Contains("80.5 is entered", Assert.Single(Assert.IsType<KpiDeskResult.Refused>(await ObserveAsync(81.5m, "2026-09-30")).Faults), StringComparison.Ordinal);
        Assert.IsType<KpiDeskResult.Recorded>(await ObserveAsync(81.5m, "2026-09-30", "A slip of the pen."));
        story.Noon("2026-11-01");
        Assert.IsType<KpiDeskResult.Recorded>(await ObserveAsync(82, "2026-10-31"));
        story.Noon("2026-12-01");
        Assert.IsType<KpiDeskResult.Recorded>(await ObserveAsync(null, "2026-10-31", "It was another office's."));
        Assert.IsType<KpiDeskResult.Refused>(await ObserveAsync(101, null));
        Assert.IsType<KpiDeskResult.Refused>(await ObserveAsync(80, "2027-01-01"));
        Assert.IsType<KpiDeskResult.Refused>(await ObserveAsync(80, "2026-10-01", year: "R7"));
        Assert.IsType<KpiDeskResult.Recorded>(await story.Desk.SetTargetAsync(Kpi, new FiscalYear(2027), 95, "plan", "user:sato", Cancellation));
        Assert.IsType<KpiDeskResult.AlreadyThere>(await story.Desk.SetTargetAsync(Kpi, new FiscalYear(2027), 95, "plan", "user:sato", Cancellation));
        await story.CatchUpAsync();

        Assert.Equal([null], await story.ValuesAsync(Kpi, "R8", "2026-09-30"));
        Assert.Equal([80.5m], await story.ValuesAsync(Kpi, "R8", "2026-10-01"));
        Assert.Equal([81.5m], await story.ValuesAsync(Kpi, "R8", "2026-10-15"));
        Assert.Equal([82m], await story.ValuesAsync(Kpi, "R8", "2026-11-01"));
        Assert.Equal([81.5m], await story.ValuesAsync(Kpi, "R8", "2026-12-01"));
        Assert.Equal(4, (await story.EvidenceAsync(Kpi, "R8", "2026-12-01")).Count);

        // (81.5 − 79.2) / (95 − 79.2); before the target was set there was nothing to be held against.
        Assert.Equal(0.14557m, (await story.YearAsync(Kpi, "R8", "2026-12-01")).Figures[0].Progress);
        Assert.Null((await story.YearAsync(Kpi, "R8", "2026-11-30")).Figures[0].Progress);

        // A file in which one line is wrong records nothing; mended, it records all of it once.
        List<KpiEntry> file = [new("open-datasets", new FiscalYear(2024), 171, "portal", null, null, "line 2"), new("no-such-kpi", new FiscalYear(2024), 1, "x", null, null, "line 3"), new(Rtk, new FiscalYear(2024), 1, "x", null, null, "line 4")];
        var refused = Assert.IsType<KpiDeskResult.Refused>(await story.Desk.ObserveAsync(file, "operator", Cancellation));
        Assert.Equal(["line 3: There is no KPI", "line 4: rtk-user-ids is"], refused.Faults.Select(fault => string.Join(' ', fault.Split(' ').Take(fault.StartsWith("line 3", StringComparison.Ordinal) ? 6 : 4))));
        Assert.Equal(new KpiDeskResult.Recorded(1), await story.Desk.ObserveAsync(file[..1], "operator", Cancellation));
        Assert.IsType<KpiDeskResult.AlreadyThere>(await story.Desk.ObserveAsync(file[..1], "operator", Cancellation));
        await story.CatchUpAsync();
        Assert.Equal([171m], await story.ValuesAsync("open-datasets", "R6", "2026-12-01"));
        Assert.Equal("ended", (await story.YearAsync("open-datasets", "R6", "2026-12-01")).State);
        Assert.Equal(45, (await story.Kpis.ListAsync(KpiFixture.Day("2026-12-01"), [new FiscalYear(2026)], Cancellation)).Count);
        await story.AssertReplayIsEqualAsync();
    }
}
