using System.Text.Json;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Events;
using Xunit;

namespace MiyagiSensing.Integration.Bridges;

/// <summary>What happens to bridges over years, told as it happens, and looked at as of several days.</summary>
public sealed class BridgeStoryTests(RegisterFixture register) : IClassFixture<RegisterFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bridge_inspected_twice_in_a_cycle_counts_once_and_a_correction_changes_only_what_is_known_from_then_on()
    {
        register.TurnTo(new DateOnly(2023, 4, 3));
        await register.DefineAsync("twice", 2);
        await register.DefineAsync("twice-never", 1);

        register.TurnTo(new DateOnly(2024, 6, 10));
        var first = Recorded(await register.Desk.InspectAsync("twice", Visit(new DateOnly(2024, 6, 7), ("pipe", "IV"), ("hanger", "III")), "user:sato", Cancellation));
        register.TurnTo(new DateOnly(2026, 5, 11));
        var second = Recorded(await register.Desk.InspectAsync("twice", Visit(new DateOnly(2026, 5, 9), ("hanger", "I")), "user:sato", Cancellation));
        Assert.Contains(second, Refused(await register.Desk.InspectAsync("twice", Visit(new DateOnly(2026, 5, 9), ("pipe", "I")), "user:ito", Cancellation)), StringComparison.Ordinal);
        register.TurnTo(new DateOnly(2026, 7, 1));
        Recorded(await register.Desk.RepairAsync("twice", Repair(new DateOnly(2026, 6, 30), "new coating", first, "pipe"), "user:sato", Cancellation));
        // The second visit never took place; a month later it turns out that it did, at another bridge part.
        register.TurnTo(new DateOnly(2026, 8, 1));
        Recorded(await register.Desk.CorrectAsync("twice", second, _ => null, "another bridge was meant", "user:ito", Cancellation));
        Assert.Contains("just that", Refused(await register.Desk.CorrectAsync("twice", second, _ => null, "again", "user:ito", Cancellation)), StringComparison.Ordinal);
        register.TurnTo(new DateOnly(2026, 9, 1));
        Recorded(await register.Desk.CorrectAsync("twice", second, before => Visit(new DateOnly(2026, 5, 9), ("hanger", before is null ? "II" : "IV")), "it was meant", "user:ito", Cancellation));
        await register.ProjectAsync(Cancellation);

        // As of three days in the past, asked today about the day itself.
        Assert.Equal((1, "IV", "2024-06-07", 1), await StateAsync("twice", new DateOnly(2024, 6, 10)));
        Assert.Equal((2, "IV", "2026-05-09", 1), await StateAsync("twice", new DateOnly(2026, 5, 31)));
        Assert.Equal((1, "III", "2024-06-07", 1), await StateAsync("twice", new DateOnly(2026, 8, 31)));
        Assert.Equal((2, "II", "2026-05-09", 1), await StateAsync("twice", new DateOnly(2026, 9, 1)));
        // The day before it was recorded nothing was known, though it had happened; and what is known now of then.
        Assert.Equal((0, null, null, 0), await StateAsync("twice", new DateOnly(2024, 6, 9)));
        Assert.Equal(1, (await register.Queries.FindAsync("twice", new DateOnly(2024, 6, 9), null, Cancellation))!.Overview.InspectionsInCycle);

        var dossier = (await register.Queries.FindAsync("twice", new DateOnly(2026, 9, 2), null, Cancellation))!;
        Assert.Equal([(second, 3, true), (second, 2, false), (second, 1, false), (first, 1, true)], dossier.Inspections.Select(item => (item.Inspection, item.Version, item.SupersededAt is null)));
        Assert.Equal([null, "it was meant", "another bridge was meant"], dossier.Inspections.Select(item => item.Reason).Distinct().OrderBy(reason => reason is null ? 0 : 1).ThenByDescending(reason => reason, StringComparer.Ordinal));
        Assert.Equal(new DateOnly(2026, 6, 30), dossier.Overview.Parts.Single(part => part.Part == "pipe").Repaired);
        Assert.Equal(first, Assert.Single(dossier.Repairs).Record!.Inspection);
        Assert.Equal("user:sato", dossier.Repairs[0].Actor);
    }

    [Fact]
    public async Task A_repair_that_was_recorded_wrongly_is_corrected_then_taken_back_and_each_day_keeps_what_it_knew()
    {
        register.TurnTo(new DateOnly(2026, 4, 1));
        await register.DefineAsync("mended", 1);
        var visit = Recorded(await register.Desk.InspectAsync("mended", Visit(new DateOnly(2026, 4, 1), ("pipe", "IV"), ("hanger", "III")), "user:sato", Cancellation));
        register.TurnTo(new DateOnly(2026, 6, 1));
        var repair = Recorded(await register.Desk.RepairAsync("mended", Repair(new DateOnly(2026, 5, 30), "new coating", visit, "pipe"), "user:sato", Cancellation));
        // It was the hanger, two days before; and then it was another bridge.
        register.TurnTo(new DateOnly(2026, 7, 1));
        Recorded(await register.Desk.CorrectRepairAsync(
            "mended", repair, before => before! with { Date = new DateOnly(2026, 5, 28), Parts = ["hanger"] }, "the firm's report says so", "user:ito", Cancellation));
        await register.ProjectAsync(Cancellation);
        register.TurnTo(new DateOnly(2026, 8, 1));
        Recorded(await register.Desk.CorrectRepairAsync("mended", repair, _ => null, "another bridge was meant", "user:ito", Cancellation));
        await register.ProjectAsync(Cancellation);

        async Task<string> KnownAsync(DateOnly? day)
        {
            var dossier = (await register.Queries.FindAsync("mended", day ?? new DateOnly(2026, 8, 2), day, Cancellation))!;
            var repaired = string.Join(' ', dossier.Overview.Parts.Where(part => part.Repaired is not null).Select(part => FormattableString.Invariant($"{part.Part} {part.Repaired:MM-dd}")));
            var anew = string.Join(' ', dossier.RepairDays().Select(day => FormattableString.Invariant($"{day:MM-dd}")));
            return FormattableString.Invariant($"grade {dossier.Overview.WorstGrade}, repaired {repaired}, last {dossier.Overview.LastRepair:MM-dd}, trend anew {anew}, versions {dossier.Repairs.Count}");
        }

        Assert.Equal("grade IV, repaired , last , trend anew , versions 0", await KnownAsync(new DateOnly(2026, 5, 31)));
        Assert.Equal("grade III, repaired pipe 05-30, last 05-30, trend anew 05-30, versions 1", await KnownAsync(new DateOnly(2026, 6, 30)));
        Assert.Equal("grade IV, repaired hanger 05-28, last 05-28, trend anew 05-28, versions 2", await KnownAsync(new DateOnly(2026, 7, 31)));
        Assert.Equal("grade IV, repaired , last , trend anew , versions 3", await KnownAsync(new DateOnly(2026, 8, 1)));
        Assert.Equal(await KnownAsync(new DateOnly(2026, 8, 1)), await KnownAsync(null));
        var all = (await register.Queries.FindAsync("mended", new DateOnly(2026, 8, 2), null, Cancellation))!.Repairs;
        Assert.Equal(
            [(3, null, "another bridge was meant", "user:ito", true), (2, "hanger", "the firm's report says so", "user:ito", false), (1, "pipe", null, "user:sato", false)],
            all.Select(version => (version.Version, version.Record?.Parts[0], version.Reason, version.Actor, version.SupersededAt is null)));

        // All events again, at once and not day by day.
        await register.ReplayAsync(Cancellation);
        var again = (await register.Queries.FindAsync("mended", new DateOnly(2026, 8, 2), null, Cancellation))!.Repairs;
        Assert.Equal(JsonSerializer.Serialize(all), JsonSerializer.Serialize(again));
    }

    [Fact]
    public async Task A_cycle_that_rolls_over_makes_every_bridge_due_again()
    {
        register.TurnTo(new DateOnly(2023, 4, 3));
        foreach (var bridge in new[] { "roll-early", "roll-late", "roll-never" })
        {
            await register.DefineAsync(bridge, 1);
        }

        register.TurnTo(new DateOnly(2023, 5, 1));
        Recorded(await register.Desk.InspectAsync("roll-early", Visit(new DateOnly(2023, 4, 28), ("pipe", "I")), "operator", Cancellation));
        register.TurnTo(new DateOnly(2028, 3, 31));
        Recorded(await register.Desk.InspectAsync("roll-late", Visit(new DateOnly(2028, 3, 31), ("pipe", "I")), "operator", Cancellation));
        Assert.Contains("future", Refused(await register.Desk.InspectAsync("roll-never", Visit(new DateOnly(2028, 4, 1), ("pipe", "I")), "operator", Cancellation)), StringComparison.Ordinal);
        // One minute later in Japan it is another fiscal year, and the same words are no more in the future.
        register.TurnTo(new DateOnly(2028, 4, 1));
        Recorded(await register.Desk.InspectAsync("roll-never", Visit(new DateOnly(2028, 4, 1), ("pipe", "I")), "operator", Cancellation));
        await register.ProjectAsync(Cancellation);

        Assert.Equal("early inspected 2028-04-28, late inspected 2033-03-31, never due 2028-03-31: 2", await DutiesAsync(new DateOnly(2028, 3, 31)));
        Assert.Equal("early due 2028-04-28, late due 2033-03-31, never inspected 2033-04-01: 1", await DutiesAsync(new DateOnly(2028, 4, 1)));
        Assert.Equal("early overdue 2028-04-28, late due 2033-03-31, never inspected 2033-04-01: 1", await DutiesAsync(new DateOnly(2028, 4, 29)));
        // As it was known on the last day of the cycle, looked at from the next one.
        Assert.Equal("early due 2028-04-28, late due 2033-03-31, never due 2033-03-31: 0", await DutiesAsync(new DateOnly(2028, 4, 1), new DateOnly(2028, 3, 31)));
    }

    [Fact]
    public async Task A_bridge_that_leaves_the_register_keeps_its_story_and_takes_nothing_new()
    {
        register.TurnTo(new DateOnly(2024, 4, 1));
        await register.DefineAsync("gone", 1);
        var visit = Recorded(await register.Desk.InspectAsync("gone", Visit(new DateOnly(2024, 4, 1), ("pipe", "II")), "operator", Cancellation));
        register.TurnTo(new DateOnly(2025, 4, 1));
        await register.DefineAsync("gone", 3);
        register.TurnTo(new DateOnly(2026, 4, 1));
        await register.AppendAsync("gone", new BridgeRetired("gone", new DateOnly(2026, 4, 1), "taken down"));
        Assert.Contains("taken down", Refused(await register.Desk.InspectAsync("gone", Visit(new DateOnly(2026, 4, 1), ("pipe", "I")), "operator", Cancellation)), StringComparison.Ordinal);
        // What happened before may still be recorded and corrected.
        Recorded(await register.Desk.CorrectAsync("gone", visit, _ => Visit(new DateOnly(2024, 4, 1), ("pipe", "III")), "misread", "operator", Cancellation));
        Recorded(await register.Desk.InspectAsync("gone", Visit(new DateOnly(2026, 3, 31), ("pipe", "I")), "operator", Cancellation));
        Assert.Contains("no bridge", Refused(await register.Desk.InspectAsync("nowhere", Visit(new DateOnly(2026, 3, 31), ("pipe", "I")), "operator", Cancellation)), StringComparison.Ordinal);
        await register.ProjectAsync(Cancellation);

        async Task<bool> IsListedAsync(DateOnly day, DateOnly? knownOn) => (await register.Queries.ListAsync(day, knownOn, Cancellation)).Any(bridge => bridge.Bridge.Id == "gone");
        Assert.True(await IsListedAsync(new DateOnly(2026, 3, 31), null));
        Assert.False(await IsListedAsync(new DateOnly(2026, 4, 1), null));
        Assert.True(await IsListedAsync(new DateOnly(2026, 4, 1), new DateOnly(2026, 3, 31)));
        Assert.False(await IsListedAsync(new DateOnly(2026, 4, 1), new DateOnly(2024, 3, 31)));
        var dossier = (await register.Queries.FindAsync("gone", new DateOnly(2026, 5, 1), null, Cancellation))!;
        Assert.Equal((3, 3, "taken down"), (dossier.Overview.Bridge.Spans, dossier.Register.Count, dossier.Overview.Retirement!.Reason));
        // The facts as they were known, too.
        Assert.Equal(1, (await register.Queries.FindAsync("gone", new DateOnly(2026, 5, 1), new DateOnly(2025, 3, 31), Cancellation))!.Overview.Bridge.Spans);
        Assert.Null(await register.Queries.FindAsync("gone", new DateOnly(2026, 5, 1), new DateOnly(2024, 3, 31), Cancellation));
    }

    [Fact]
    public async Task The_same_line_of_a_table_twice_is_one_inspection()
    {
        register.TurnTo(new DateOnly(2026, 4, 1));
        await register.DefineAsync("table", 1);
        var line = Visit(new DateOnly(2026, 3, 3), ("pipe", "II"), ("hanger", "I"));
        Task<BridgeDeskResult> EnterAsync(InspectionRecord record, string? correction) => register.Desk.EnterAsync("table", record, correction, "operator", Cancellation);

        var id = Recorded(await EnterAsync(line, null));

        Assert.Equal(new BridgeDeskResult.Unchanged(id), await EnterAsync(line with { Parts = [.. line.Parts.Reverse()] }, null));
        Assert.Contains("says otherwise", Refused(await EnterAsync(line with { Note = "x" }, null)), StringComparison.Ordinal);
        Assert.Equal(id, Recorded(await EnterAsync(line with { Note = "x" }, "a note was missing")));
        Recorded(await register.Desk.CorrectAsync("table", id, _ => null, "never took place", "operator", Cancellation));
        Assert.Contains("taken back", Refused(await EnterAsync(line, "again")), StringComparison.Ordinal);
    }

    private async Task<(int Inspections, string? Grade, string? Last, int Bridges)> StateAsync(string bridge, DateOnly day)
    {
        var all = (await register.Queries.ListAsync(day, day, Cancellation)).Where(item => item.Bridge.Id.StartsWith(bridge, StringComparison.Ordinal)).ToList();
        var one = all.Single(item => item.Bridge.Id == bridge);
        return (one.InspectionsInCycle, one.WorstGrade, one.Duty.Last?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), all.Count(item => item.InspectionsInCycle > 0));
    }

    private async Task<string> DutiesAsync(DateOnly day, DateOnly? knownOn = null)
    {
        var all = (await register.Queries.ListAsync(day, knownOn, Cancellation)).Where(item => item.Bridge.Id.StartsWith("roll-", StringComparison.Ordinal)).ToList();
        return FormattableString.Invariant($"{string.Join(", ", all.Select(item => FormattableString.Invariant($"{item.Bridge.Id[5..]} {item.Duty.State} {item.Duty.Due:yyyy-MM-dd}")))}: {all.Count(item => item.InspectionsInCycle > 0)}");
    }

    private static InspectionRecord Visit(DateOnly date, params IEnumerable<(string Part, string Grade)> parts) => new()
    {
        Date = date,
        Inspector = "Tohoku Inspection",
        Method = "drone",
        Parts = [.. parts.Select(part => new PartCondition(part.Part, part.Grade))],
    };

    private static RepairRecord Repair(DateOnly date, string work, string inspection, params string[] parts) =>
        new() { Date = date, By = "Tohoku Works", Parts = parts, Work = work, Inspection = inspection };

    private static string Recorded(BridgeDeskResult result) => Assert.IsType<BridgeDeskResult.Recorded>(result).Id;

    private static string Refused(BridgeDeskResult result) => Assert.IsType<BridgeDeskResult.Refused>(result).Reason;
}
