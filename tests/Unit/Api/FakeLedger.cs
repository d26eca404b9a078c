using MiyagiSensing.Projections.Ledger;

namespace MiyagiSensing.Unit.Api;

/// <summary>One device, <c>buoy-1</c>, with one day.</summary>
internal sealed class FakeLedger : ILedgerQueries
{
    private static readonly LedgerDay Day = new()
    {
        Day = new DateOnly(2026, 11, 21),
        Received = 10,
        Stored = 4,
        Duplicate = 3,
        Quarantined = new Dictionary<string, long> { ["clock_not_set"] = 1 },
        DeadLettered = new Dictionary<string, long> { ["not_json"] = 2 },
    };

    public Task<IReadOnlyList<LedgerDay>> ListAsync(string device, int days, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LedgerDay>>([Day]);

    public Task<LedgerDay> ReadAsync(string device, DateOnly day, CancellationToken cancellationToken) => Task.FromResult(Day with { Day = day });

    public Task<IReadOnlyList<SeriesGaps>> GapsAsync(string device, DateOnly day, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SeriesGaps>>([new SeriesGaps("1m", "water_temp", TimeSpan.FromMinutes(10), 144, 0, [])]);

    public Task<bool> KnowsAsync(string device, CancellationToken cancellationToken) => Task.FromResult(device == "buoy-1");
}
