using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Projections.Rollups;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Unit.Api;

/// <summary>One month of one gauge; remembers what it was asked.</summary>
internal sealed class FakeRollups : IRollupQueries
{
    public (string Station, string Metric, JapanPeriod Period, DateTimeOffset From, DateTimeOffset To)? Asked { get; private set; }

    public Task<IReadOnlyList<Rollup>> ReadAsync(SeriesId series, JapanPeriod period, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<SeriesRollups>> ReadStationAsync(
        string station, string metric, JapanPeriod period, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        Asked = (station, metric, period, from, to);
        return Task.FromResult<IReadOnlyList<SeriesRollups>>(
        [
            new SeriesRollups("gauge-1", "main",
            [
                new Rollup
                {
                    Name = new LocalText("2026年11月", "2026-11"),
                    From = new DateTimeOffset(2026, 10, 31, 15, 0, 0, TimeSpan.Zero),
                    To = new DateTimeOffset(2026, 11, 30, 15, 0, 0, TimeSpan.Zero),
                    Count = 2,
                    Missing = 1,
                    Minimum = 1.25,
                    Maximum = 1.5,
                    Sum = 2.75m,
                    Mean = 1.375,
                    Expected = 4,
                },
            ]),
        ]);
    }
}
