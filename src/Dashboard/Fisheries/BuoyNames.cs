using MiyagiSensing.Dashboard.Stations;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Dashboard.Fisheries;

/// <summary>Names of buoys in the visitor's language, for reports that have their ids.</summary>
/// <param name="stations">The stations of the domain.</param>
/// <param name="local">The visitor's language of a text.</param>
public sealed class BuoyNames(IEnumerable<StationOverview> stations, Func<LocalText, string> local)
{
    private readonly Dictionary<string, string> _names = stations.ToDictionary(station => station.Station.Id, station => local(station.Station.Name));

    /// <summary>A station's name; its id when the catalog does not know it.</summary>
    public string Of(string station) => _names.GetValueOrDefault(station, station);

    /// <summary>A station's name and, unless it is the default one, its sensor.</summary>
    public string Of(string station, string sensor) => $"{Of(station)} {SeriesName.OfSensor(sensor)}".TrimEnd();
}
