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

    private Task<BridgeDeskResult> InspectAsync(InspectionRecord visit) => _desk.InspectAsync("b-1", visit, "operator", TestContext.Current.CancellationToken);

    private Task<BridgeDeskResult> RepairAsync(DateOnly day, string work, params string[] parts) =>
        _desk.RepairAsync("b-1", day, "Tohoku Works", parts, work, null, "operator", TestContext.Current.CancellationToken);

    private static string Refusal(BridgeDeskResult result) => Assert.IsType<BridgeDeskResult.Refused>(result).Reason;
}
