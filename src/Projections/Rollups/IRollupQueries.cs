using MiyagiSensing.Domain;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Projections.Rollups;

/// <summary>Reads count, extremes, sum and mean by period. What arrived in the last ten seconds may not be in yet.</summary>
public interface IRollupQueries
{
    /// <summary>The periods that begin from that of <paramref name="from"/> on and before <paramref name="to"/>; empty for a series that has nothing before <paramref name="to"/>.</summary>
    Task<IReadOnlyList<Rollup>> ReadAsync(SeriesId series, JapanPeriod period, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>
    /// The same for every series of a metric whose device stood at a station, while it stood there (by full hours: one in which a device was moved belongs to the station where the hour began). In order of device and sensor.
    /// </summary>
    Task<IReadOnlyList<SeriesRollups>> ReadStationAsync(
        string station, string metric, JapanPeriod period, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}
