using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Projections.RtkUsage;

namespace MiyagiSensing.Unit.Api;

/// <summary>One day of one base station; remembers what it was asked.</summary>
internal sealed class FakeRtkUsage : IRtkUsageQueries
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 19, 15, 0, 0, TimeSpan.Zero);

    public string Asked { get; private set; } = "";

    public Task<IReadOnlyList<RtkUsageFigures>> UsageAsync(
        JapanPeriod period, DateTimeOffset from, DateTimeOffset to, RtkUsageGrouping grouping, string? station, string? municipality, CancellationToken cancellationToken)
    {
        Asked = $"{period} {from:yyyy-MM-dd} {to:yyyy-MM-dd} {grouping} {station} {municipality}";
        return Task.FromResult<IReadOnlyList<RtkUsageFigures>>(
        [
            new RtkUsageFigures
            {
                Name = new LocalText("2026年11月20日", "2026-11-20"),
                From = Midnight,
                To = Midnight.AddDays(1),
                Group = "rtk-tome",
                Users = 2,
                Sessions = 3,
                Hours = 4.5,
                Bytes = 6_000_000,
                Epochs = 8,
                Fixed = 6,
                AgeMean = 1.25,
                AgeMax = null,
                DropOuts = 1,
            },
        ]);
    }

    public Task<IReadOnlyList<RtkSessionRow>> SessionsAsync(DateTimeOffset from, DateTimeOffset to, string? station, string? user, int limit, CancellationToken cancellationToken)
    {
        Asked = $"{from:yyyy-MM-dd} {to:yyyy-MM-dd} {station} {user} {limit}";
        return Task.FromResult<IReadOnlyList<RtkSessionRow>>(
        [
            new RtkSessionRow
            {
                Device = "base-1",
                Session = "c17",
                User = "rtk-0a1b2c3d4e5f60718293",
                Station = "rtk-tome",
                From = Midnight,
                LastHeard = Midnight.AddMinutes(90),
                State = "ended",
                Reason = "=1+1, \"Stream ended\"",
                HasStart = true,
                Qualities = [0, 1, 0, 0, 3, 0, 0, 0, 0],
                DropOuts = 0,
            },
        ]);
    }

    public Task<RtkIdCount> IdsAsync(DateOnly day, DateOnly? knownOn, CancellationToken cancellationToken) => Task.FromResult(new RtkIdCount(day, 217, 230));

    public Task<IReadOnlyList<StationAvailability>> AvailabilityAsync(
        IEnumerable<string> stations, JapanPeriod period, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StationAvailability>>(
        [
            .. stations.Select(station => new StationAvailability
            {
                Station = station, Name = new LocalText("2026年11月20日", "2026-11-20"), From = Midnight, To = Midnight.AddDays(1), Expected = 288, Received = 144,
            }),
        ]);
}
