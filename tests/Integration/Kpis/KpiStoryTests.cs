using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Kpis;
using MiyagiSensing.Projections.Kpis;
using Xunit;

namespace MiyagiSensing.Integration.Kpis;

/// <summary>Stories of the three computed KPIs, each as of three days and more.</summary>
public sealed class KpiStoryTests
{
    private const string Rtk = "rtk-user-ids";
    private const string Districts = "smart-fisheries-districts";
    private const string Bridges = "pipe-bridge-inspections";

    [Fact]
    public async Task A_farmers_year_of_sessions_counts_once_and_a_session_over_the_years_end_belongs_to_the_year_in_which_it_began()
    {
        await using var story = await KpiFixture.StartAsync("2026-04-01");
        story.Noon("2026-04-10");
        await story.TellAsync("rtk-user:p-1", new RtkIdRegistered("p-1", KpiFixture.Day("2026-04-10"), "list of April"));
        await story.TellAsync("rtk-user:p-2", new RtkIdRegistered("p-2", KpiFixture.Day("2026-04-10"), "list of April"));
        foreach (var day in new[] { "2026-05-01", "2026-05-02", "2026-08-20", "2026-10-05" })
        {
            story.Noon(day);
            await story.SessionAsync($"s-{day}", "p-1", KpiFixture.At(day, 9));
        }

        // Casters count their sessions from 1 again after a restart.
        await story.SessionAsync("s-2026-05-01", "p-4", KpiFixture.At("2026-10-05", 10));

        // The caster tells of one of them again.
        await story.SessionAsync("s-2026-05-01", "p-1", KpiFixture.At("2026-05-01", 9));

        // Begun in the last minute of the fiscal year, ended in the next one.
        story.Now(KpiFixture.At("2027-03-31", 23, 59));
        await story.SessionAsync("s-night", "p-1", KpiFixture.At("2027-03-31", 23, 58));
        story.Now(KpiFixture.At("2027-04-01", 0, 30));
        await story.TellAsync("rtk-session:s-night", new SessionEnded { Session = "s-night", Device = "rtk-tome-1", At = KpiFixture.At("2027-04-01", 0, 29) });
        story.Noon("2027-06-01");
        await story.SessionAsync("s-r9", "p-1", KpiFixture.At("2027-06-01", 8));
        await story.SessionAsync("s-r9b", "p-3", KpiFixture.At("2027-06-01", 8));
        await story.TellAsync("rtk-user:p-2", new RtkIdRetired("p-2", KpiFixture.Day("2027-06-01"), "given back"));
        await story.CatchUpAsync();

        Assert.Equal([null, null], await story.ValuesAsync(Rtk, "R7", "2026-04-30"));
        Assert.Equal([0m, 2m], await story.ValuesAsync(Rtk, "R8", "2026-04-30"));
        Assert.Equal([1m, 2m], await story.ValuesAsync(Rtk, "R8", "2026-05-01"));
        Assert.Equal([2m, 2m], await story.ValuesAsync(Rtk, "R8", "2027-03-31"));
        Assert.Equal([0m, 2m], await story.ValuesAsync(Rtk, "R9", "2027-05-31"));
        Assert.Equal([2m, 1m], await story.ValuesAsync(Rtk, "R9", "2027-06-01"));

        var evidence = await story.EvidenceAsync(Rtk, "R8", "2027-03-31");
        Assert.Single(evidence, item => item.Figure == "active" && item.Subject == "p-4");
        var sessions = evidence.Where(item => item.Figure == "active" && item.Subject == "p-1").ToList();
        Assert.Equal(5, sessions.Count);
        Assert.All(sessions, item => Assert.True(item.Counts && item.Subject == "p-1" && item.Event!.Type == "session_started"));
        Assert.Equal("rtk-session:s-night", sessions[^1].Event!.Stream);
        Assert.Equal(2, evidence.Count(item => item.Figure == "registered" && item.Counts));
        Assert.Equal(2, (await story.Kpis.EvidenceAsync(Rtk, new FiscalYear(2026), KpiFixture.Day("2027-03-31"), 5, 2, TestContext.Current.CancellationToken))!.Items.Count);
        await story.AssertReplayIsEqualAsync();
    }

    [Fact]
    public async Task A_district_counts_while_its_buoy_delivers_and_while_logs_come_and_not_by_a_declaration_alone()
    {
        await using var story = await KpiFixture.StartAsync("2026-05-01");
        await story.DistrictWithBuoyAsync("kesennuma", "buoy-1");
        await story.DistrictAsync("onagawa");
        await story.TellAsync("district:onagawa", new InitiativeStarted("onagawa", "logs-2026", "fishing-log", KpiFixture.Day("2026-05-01"), "branch meeting"));
        await story.ReadingsAsync("buoy-1", "2026-05-02", 40);
        story.Noon("2026-07-01");
        await story.TellAsync("district:onagawa", new FishingLogSubmitted("onagawa", "l-1", new() { Date = KpiFixture.Day("2026-06-30"), Species = "oyster", Work = "harvest" }));
        story.Noon("2026-07-10");
        await story.TellAsync("district:onagawa", new InitiativePaused("onagawa", "logs-2026", KpiFixture.Day("2026-07-10"), "summer"));

        // The last days of the buoy's readings came only in July, from its memory.
        await story.ReadingsAsync("buoy-1", "2026-06-11", 4, receivedOn: "2026-07-12");
        story.Noon("2026-08-01");
        await story.CatchUpAsync();

        Assert.Equal([0m], await story.ValuesAsync(Districts, "R8", "2026-05-01"));
        Assert.Equal([1m], await story.ValuesAsync(Districts, "R8", "2026-05-20"));
        Assert.Equal([1m], await story.ValuesAsync(Districts, "R8", "2026-06-16"));
        Assert.Equal([0m], await story.ValuesAsync(Districts, "R8", "2026-06-25"));
        Assert.Equal([1m], await story.ValuesAsync(Districts, "R8", "2026-07-05"));
        Assert.Equal([0m], await story.ValuesAsync(Districts, "R8", "2026-07-11"));

        // Six of thirty days are missing on 16 June by what was known then, as many as may be; what came later does not change what was known.
        var then = await story.EvidenceAsync(Districts, "R8", "2026-06-16");
        Assert.Contains("96 of 120 expected readings in the last 30 days (80.0 %)", then[0].Line.En, StringComparison.Ordinal);
        Assert.Equal(24 + 1, then.Count(item => item.Counts));
        Assert.All(then.Where(item => item.Readings is not null), item => Assert.True(item.FirstPosition > 0 && item.FirstPosition <= item.LastPosition));
        Assert.Contains("80 of 120", (await story.EvidenceAsync(Districts, "R8", "2026-06-20"))[0].Line.En, StringComparison.Ordinal);

        var declared = await story.EvidenceAsync(Districts, "R8", "2026-05-20");
        Assert.Contains(declared, item => item is { Subject: "onagawa", Counts: false, Event.Type: "initiative_started" });
        Assert.Contains(await story.EvidenceAsync(Districts, "R8", "2026-07-11"), item => item is { Subject: "onagawa", Counts: false, Event.Type: "fishing_log_submitted" });
        await story.AssertReplayIsEqualAsync();
    }

    [Fact]
    public async Task A_bridge_inspected_twice_counts_once_a_correction_is_known_from_its_day_on_and_the_next_cycle_begins_at_nought()
    {
        await using var story = await KpiFixture.StartAsync("2026-04-02");
        for (var i = 1; i <= 102; i++)
        {
            await story.BridgeAsync($"bridge-{i}");
        }

        story.Noon("2026-05-10");
        await story.InspectAsync("bridge-1", "i-1", "2026-05-09");
        story.Noon("2026-06-10");
        await story.InspectAsync("bridge-1", "i-2", "2026-06-09");
        await story.InspectAsync("bridge-2", "i-3", "2026-06-10");

        // One of the 23 of R5 turns up on paper: it takes the place of one of them.
        story.Noon("2026-07-01");
        await story.InspectAsync("bridge-3", "i-4", "2023-10-01");
        story.Noon("2026-08-01");
        await story.TellAsync("bridge:bridge-2", new InspectionCorrected("bridge-2", "i-3", "It was another bridge."));
        story.Noon("2028-04-20");
        await story.InspectAsync("bridge-1", "i-5", "2028-04-19");
        await story.CatchUpAsync();

        Assert.Equal([23m], await story.ValuesAsync(Bridges, "R8", "2026-04-30"));
        Assert.Equal(22m, (await story.YearAsync(Bridges, "R8", "2026-08-01")).Figures[0].Opening);
        Assert.Equal([24m], await story.ValuesAsync(Bridges, "R8", "2026-05-31"));
        Assert.Equal([25m], await story.ValuesAsync(Bridges, "R8", "2026-06-30"));
        Assert.Equal([25m], await story.ValuesAsync(Bridges, "R8", "2026-07-31"));
        Assert.Equal([24m], await story.ValuesAsync(Bridges, "R8", "2026-08-01"));
        Assert.Equal([24m], await story.ValuesAsync(Bridges, "R9", "2028-03-31"));
        Assert.Equal([0m], await story.ValuesAsync(Bridges, "R10", "2028-04-01"));
        Assert.Equal([1m], await story.ValuesAsync(Bridges, "R10", "2028-04-20"));

        var evidence = await story.EvidenceAsync(Bridges, "R8", "2026-08-01");
        Assert.Equal(["bridge-3", "bridge-1", "opening-balance"], evidence.Where(item => item.Counts).Select(item => item.Subject));
        Assert.Contains("22 of the 23 of R5", evidence[^1].Line.En, StringComparison.Ordinal);
        Assert.Null(evidence[^1].Event);
        Assert.Contains(evidence, item => item is { Subject: "bridge-1", Counts: false } && item.Line.En.Contains("again in the same cycle", StringComparison.Ordinal));
        Assert.Equal(2, (await story.YearAsync(Bridges, "R8", "2026-08-01")).Figures[0].Evidence);
        await story.AssertReplayIsEqualAsync();
    }

    [Fact]
    public async Task Figures_are_frozen_on_31_March_and_a_correction_stands_beside_them()
    {
        await using var story = await KpiFixture.StartAsync("2026-04-02");
        await story.BridgeAsync("bridge-1");
        await story.BridgeAsync("bridge-2");
        await story.TickAsync(KpiFixture.At("2026-04-02", 13));
        for (var i = 3; i <= 40; i++)
        {
            await story.BridgeAsync($"bridge-{i}");
        }

        story.Noon("2026-09-01");
        await story.InspectAsync("bridge-1", "i-1", "2026-08-31");
        await story.Desk.ObserveAsync([new KpiEntry("open-datasets", new FiscalYear(2026), 180, "portal")], "operator", TestContext.Current.CancellationToken);
        await story.TickAsync(KpiFixture.At("2027-03-31", 23, 59));

        // Recorded in the new year before the journal tells of it: not in the frozen figure.
        story.Now(KpiFixture.At("2027-04-01", 0).AddSeconds(5));
        await story.InspectAsync("bridge-2", "i-2", "2027-03-31");
        await story.TickAsync(KpiFixture.At("2027-04-01", 0, 1));
        await story.TickAsync(KpiFixture.At("2027-04-01", 0, 2));
        await story.CatchUpAsync();
        await story.RestartAsync();
        await story.TickAsync(KpiFixture.At("2027-04-01", 0, 3));
        await story.CatchUpAsync();

        var frozen = Assert.Single(await story.EventsAsync<KpiFrozen>(Bridges));
        Assert.Equal((2026, 24m, 1, KpiFixture.At("2027-04-01", 0)), (frozen.FiscalYear, frozen.Figures[0].Value, frozen.Figures[0].Evidence, frozen.At));
        Assert.Equal(180m, Assert.Single(await story.EventsAsync<KpiFrozen>("open-datasets")).Figures[0].Value);
        Assert.Empty(await story.EventsAsync<KpiFrozen>("club-coach-matches"));
        Assert.Equal("running", (await story.YearAsync(Bridges, "R8", "2027-03-31")).State);

        story.Noon("2027-05-20");
        await story.TellAsync("bridge:bridge-1", new InspectionCorrected("bridge-1", "i-1", "It was bridge 40's neighbour."), "user:sato");
        await story.Desk.ObserveAsync([new KpiEntry("open-datasets", new FiscalYear(2026), 175, "portal, counted again", null, null)], "operator", TestContext.Current.CancellationToken);
        await story.Desk.ObserveAsync([new KpiEntry("club-coach-matches", new FiscalYear(2026), 7, "report of May")], "operator", TestContext.Current.CancellationToken);
        await story.CatchUpAsync();

        var year = await story.YearAsync(Bridges, "R8", "2027-06-01");
        Assert.Equal((KpiStatement.Restated, 24m, 24m), (year.State, year.Frozen!.Figures[0].Value, year.Figures[0].Value));
        Assert.Equal(["25 inspection_recorded operator", "24 inspection_corrected user:sato"], year.Restated.Select(said => $"{said.Figures[0].Value} {said.Cause!.Type} {said.Cause.Actor}"));
        Assert.Equal([25m, 24m], (await story.EventsAsync<KpiRestated>(Bridges)).Select(fact => fact.Figures[0].Value));
        Assert.Single((await story.YearAsync(Bridges, "R8", "2027-05-19")).Restated);

        var observed = await story.YearAsync("open-datasets", "R8", "2027-06-01");
        Assert.Equal((180m, 175m), (observed.Frozen!.Figures[0].Value, observed.Restated[^1].Figures[0].Value));
        var late = await story.YearAsync("club-coach-matches", "R8", "2027-06-01");
        Assert.Null(late.Frozen);
        Assert.Equal(7m, Assert.Single(late.Restated).Figures[0].Value);
        await story.AssertReplayIsEqualAsync();
    }
}
