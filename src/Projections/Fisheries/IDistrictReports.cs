namespace MiyagiSensing.Projections.Fisheries;

/// <summary>Works out how districts stand. Nothing of it is stored: it is made from what was measured whenever it is asked for.</summary>
public interface IDistrictReports
{
    /// <summary>All districts, in the order of the catalog.</summary>
    /// <param name="day">As they stood at the end of this day in Japan, by the devices' clocks; null, today and later: now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<DistrictOverview>> ListAsync(DateOnly? day, CancellationToken cancellationToken);

    /// <summary>One district; null when there is none of that id.</summary>
    /// <param name="district">District id.</param>
    /// <param name="day">As it stood at the end of this day in Japan, by the devices' clocks; null, today and later: now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<DistrictReport?> FindAsync(string district, DateOnly? day, CancellationToken cancellationToken);
}
