using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Projections.Bridges;

namespace MiyagiSensing.Unit.Api;

/// <summary>Three bridges: <c>b-done</c>, <c>b-due</c> and <c>b-late</c>; remembers what it was asked.</summary>
internal sealed class FakeBridges : IBridgeQueries
{
    private static readonly DateTimeOffset Recorded = new(2024, 6, 2, 3, 0, 0, TimeSpan.Zero);

    private static readonly InspectionRecord Visit = new()
    {
        Date = new DateOnly(2024, 6, 1),
        Inspector = "東北点検",
        Method = "drone",
        Parts = [new PartCondition("hanger", "III", "rust")],
        Photos = ["a.jpg"],
    };

    private static readonly RepairRecord Repair = new() { Date = new DateOnly(2024, 7, 1), By = "works", Parts = ["hanger"], Work = "painted", Inspection = "i1" };

    public (DateOnly Day, DateOnly? KnownOn)? Asked { get; private set; }

    public Task<IReadOnlyList<BridgeOverview>> ListAsync(DateOnly day, DateOnly? knownOn, CancellationToken cancellationToken)
    {
        Asked = (day, knownOn);
        return Task.FromResult<IReadOnlyList<BridgeOverview>>(
        [
            Overview("b-done", "III", new InspectionDuty(InspectionDuty.Inspected, Visit.Date, new DateOnly(2029, 6, 1))),
            Overview("b-due", null, new InspectionDuty(InspectionDuty.IsDue, null, new DateOnly(2028, 3, 31))),
            Overview("b-late", "I", new InspectionDuty(InspectionDuty.Overdue, new DateOnly(2020, 6, 1), new DateOnly(2025, 6, 1))),
        ]);
    }

    public Task<BridgeDossier?> FindAsync(string bridge, DateOnly day, DateOnly? knownOn, CancellationToken cancellationToken)
    {
        Asked = (day, knownOn);
        var overview = Overview(bridge, "III", new InspectionDuty(InspectionDuty.Inspected, Visit.Date, new DateOnly(2029, 6, 1)));
        return Task.FromResult(bridge.StartsWith("b-", StringComparison.Ordinal)
            ? new BridgeDossier(
                overview,
                [new BridgeVersion(bridge, overview.Bridge, null, "catalog", 3, Recorded)],
                [new BridgeInspection("i1", 2, bridge, Visit, "misread", "user:sato", 9, Recorded, null), new BridgeInspection("i1", 1, bridge, null, null, "user:sato", 8, Recorded, Recorded)],
                [
                    new BridgeRepair("r1", 2, bridge, Repair, "one day early", "user:sato", 11, Recorded, null),
                    new BridgeRepair("r1", 1, bridge, Repair with { Date = new DateOnly(2024, 6, 30) }, null, "operator", 10, Recorded, Recorded),
                ])
            : null);
    }

    private static BridgeOverview Overview(string id, string? grade, InspectionDuty duty) => new()
    {
        Bridge = new BridgeDefinition
        {
            Id = id,
            Name = new LocalText("水管橋", "=Bridge, \"old\""),
            Class = id == "b-late" ? "special" : "trunk",
            Structure = "langer",
            Municipality = "04202",
            Latitude = 38.5,
            Longitude = 141.25,
            DiameterMillimetres = 900,
            LengthMetres = 127.5,
            Spans = 2,
            Station = id == "b-due" ? null : "pipe-bridge-1",
            Fictional = true,
        },
        Duty = duty,
        InspectionsInCycle = duty.State == InspectionDuty.Inspected ? 1 : 0,
        Parts = grade is null ? [] : [new PartState("hanger", grade, "rust", Visit.Date, null)],
        WorstGrade = grade,
    };
}
