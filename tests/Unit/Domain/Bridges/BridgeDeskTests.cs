using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Unit.Gateway.Fakes;
using MiyagiSensing.Unit.Host.Catalog;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

public sealed class BridgeDeskTests
{
    private readonly DefinitionStore _store = new();
    private readonly BridgeDesk _desk;

    public BridgeDeskTests()
    {
        _store.Add(new NewEvent(Guid.NewGuid(), "bridge:b-1", new BridgeDefined
        {
            ContentHash = "",
            Bridge = new BridgeDefinition
            {
                Id = "b-1",
                Name = new LocalText("橋", "bridge"),
                Class = "trunk",
                Structure = "langer",
                Municipality = "04202",
                Latitude = 38.5,
                Longitude = 141,
                DiameterMillimetres = 900,
                LengthMetres = 100,
                Spans = 1,
                InServiceSince = 2008,
            },
        }, new EventHeaders("operator")));
        _desk = new BridgeDesk(_store, new ManualClock());
    }

    [Fact]
    public async Task The_same_repair_is_recorded_once()
    {
        var first = Assert.IsType<BridgeDeskResult.Recorded>(await RepairAsync(new DateOnly(2026, 7, 1), "painted", "hanger", "pipe"));

        Assert.Contains($"as {first.Id}", Refusal(await RepairAsync(new DateOnly(2026, 7, 1), "painted", "pipe", "hanger")), StringComparison.Ordinal);
        Assert.IsType<BridgeDeskResult.Recorded>(await RepairAsync(new DateOnly(2026, 7, 1), "bolts", "pipe", "hanger"));
        Assert.IsType<BridgeDeskResult.Recorded>(await RepairAsync(new DateOnly(2026, 7, 2), "painted", "pipe", "hanger"));
    }

    [Fact]
    public async Task Nothing_happens_to_a_bridge_before_it_is_in_service()
    {
        var visit = new InspectionRecord { Date = new DateOnly(2007, 12, 31), Inspector = "x", Method = "drone", Parts = [new PartCondition("pipe", "I")] };

        Assert.Contains("in service since 2008", Refusal(await InspectAsync(visit)), StringComparison.Ordinal);
        Assert.Contains("in service since 2008", Refusal(await RepairAsync(new DateOnly(1951, 7, 1), "painted", "pipe")), StringComparison.Ordinal);
        Assert.IsType<BridgeDeskResult.Recorded>(await InspectAsync(visit with { Date = new DateOnly(2008, 1, 1) }));
    }

    [Fact]
    public async Task A_repair_is_corrected_as_a_whole_and_taken_back()
    {
        var id = Id(await RepairAsync(new DateOnly(2026, 7, 1), "painted", "hanger", "pipe"));

        Assert.Equal(id, Id(await CorrectAsync(id, before => before! with { Date = new DateOnly(2026, 7, 2), Parts = ["pipe", "pipe"] })));
        var fact = Assert.IsType<RepairCorrected>(_store.Events[^1].Data);
        Assert.Equal(("b-1", id, "misread", new DateOnly(2026, 7, 2), "painted"), (fact.Bridge, fact.Repair, fact.Reason, fact.Record!.Date, fact.Record.Work));
        Assert.Equal(["pipe"], fact.Record.Parts);

        Assert.Equal(id, Id(await CorrectAsync(id, _ => null)));
        Assert.Null(Assert.IsType<RepairCorrected>(_store.Events[^1].Data).Record);
        Assert.Contains("just that", Refusal(await CorrectAsync(id, _ => null)), StringComparison.Ordinal);
        // What was taken back stands in nobody's way, and may turn out to have been done after all.
        Id(await RepairAsync(new DateOnly(2026, 7, 2), "painted", "pipe"));
        Assert.Equal(id, Id(await CorrectAsync(id, before => before is null ? Repair(new DateOnly(2026, 7, 3), "painted", "pipe") : null)));
    }

    [Fact]
    public async Task A_correction_of_a_repair_that_cannot_be_right_is_refused()
    {
        var visit = Id(await InspectAsync(new InspectionRecord { Date = new DateOnly(2026, 6, 1), Inspector = "x", Method = "drone", Parts = [new PartCondition("pipe", "IV")] }));
        var id = Id(await RepairAsync(new DateOnly(2026, 7, 1), "painted", "pipe"));
        var other = Id(await RepairAsync(new DateOnly(2026, 7, 1), "bolts", "pipe"));
        var count = _store.Events.Count;

        async Task RefusedAsync(string because, Func<RepairRecord, RepairRecord> change) => Assert.Contains(because, Refusal(await CorrectAsync(id, before => change(before!))), StringComparison.Ordinal);
        await RefusedAsync("just that", before => before with { Parts = ["pipe"] });
        await RefusedAsync("future", before => before with { Date = new DateOnly(2026, 11, 22) });
        await RefusedAsync("in service since 2008", before => before with { Date = new DateOnly(2007, 7, 1) });
        await RefusedAsync("'roof' is none of", before => before with { Parts = ["roof"] });
        await RefusedAsync("no part", before => before with { Parts = [] });
        await RefusedAsync("is missing", before => before with { Work = " " });
        await RefusedAsync("has no inspection 'i-9' that holds", before => before with { Inspection = "i-9" });
        await RefusedAsync("can't have asked", before => before with { Inspection = visit, Date = new DateOnly(2026, 5, 31) });
        await RefusedAsync($"as {other}", before => before with { Work = "bolts" });
        Assert.Contains("no inspection or repair 'r-9'", Refusal(await _desk.CorrectRepairAsync("b-1", "r-9", before => before, "x", "operator", TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Contains("no bridge 'b-9'", Refusal(await _desk.CorrectRepairAsync("b-9", id, before => before, "x", "operator", TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Equal(count, _store.Events.Count);
        Id(await CorrectAsync(id, before => before! with { Inspection = visit }));
        Assert.True(await _desk.IsRepairAsync("b-1", id, TestContext.Current.CancellationToken));
        Assert.False(await _desk.IsRepairAsync("b-1", visit, TestContext.Current.CancellationToken));
    }

    private Task<BridgeDeskResult> CorrectAsync(string repair, Func<RepairRecord?, RepairRecord?> change) =>
        _desk.CorrectRepairAsync("b-1", repair, change, "misread", "operator", TestContext.Current.CancellationToken);

    private Task<BridgeDeskResult> InspectAsync(InspectionRecord visit) => _desk.InspectAsync("b-1", visit, "operator", TestContext.Current.CancellationToken);

    private Task<BridgeDeskResult> RepairAsync(DateOnly day, string work, params string[] parts) =>
        _desk.RepairAsync("b-1", Repair(day, work, parts), "operator", TestContext.Current.CancellationToken);

    private static RepairRecord Repair(DateOnly day, string work, params string[] parts) => new() { Date = day, By = "Tohoku Works", Parts = parts, Work = work };

    private static string Id(BridgeDeskResult result) => Assert.IsType<BridgeDeskResult.Recorded>(result).Id;

    private static string Refusal(BridgeDeskResult result) => Assert.IsType<BridgeDeskResult.Refused>(result).Reason;
}
