using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Host.Catalog.Reading;

/// <summary>An entry of <c>stations*.yaml</c>.</summary>
internal static class StationReader
{
    /// <summary>Chosen: twice the 50 km at which the Hokuren trial still found steady precision (agriport.jp 13429).</summary>
    private const double GreatestCoverageKilometres = 100;

    /// <summary>Chosen: the Kitakami, the longest river of the north, has 249 km.</summary>
    private const double GreatestDistanceKilometres = 250;

    public static StationDefinition Read(CatalogEntry entry)
    {
        entry.AllowOnly(
            "id", "domain", "name", "municipality", "latitude", "longitude", "district", "water", "kind", "coverageKilometres",
            "thresholds", "earlierThresholds", "downstream", "fictional", "source");
        var station = new StationDefinition
        {
            Id = entry.Id("id"),
            Domain = entry.Id("domain"),
            Name = entry.LocalText("name"),
            Municipality = entry.Text("municipality"),
            Latitude = entry.Number("latitude", -90, 90),
            Longitude = entry.Number("longitude", -180, 180),
            District = entry.OptionalId("district"),
            Water = entry.OptionalLocalText("water"),
            Kind = entry.OptionalId("kind"),
            CoverageKilometres = entry.OptionalNumber("coverageKilometres", 0, GreatestCoverageKilometres),
            Thresholds = Thresholds(entry),
            EarlierThresholds = entry.Has("earlierThresholds") ? [.. entry.Entries("earlierThresholds").Select(Earlier)] : [],
            Downstream = entry.Has("downstream") ? Downstream(entry.Entry("downstream")) : null,
            Fictional = entry.Flag("fictional"),
            Source = entry.OptionalText("source"),
        };

        return station.Fictional || station.Source is not null
            ? station
            : throw entry.Error("source", "is missing; say where the facts come from, or mark the station 'fictional: true'");
    }

    private static EarlierThreshold Earlier(CatalogEntry entry)
    {
        entry.AllowOnly("metric", "limit", "value", "until", "source");
        return new EarlierThreshold(entry.Id("metric"), entry.Id("limit"), entry.Number("value"), entry.Instant("until"), entry.Text("source"));
    }

    private static DownstreamStation Downstream(CatalogEntry entry)
    {
        entry.AllowOnly("station", "distanceKilometres", "travelTime", "source");
        return new DownstreamStation(
            entry.Id("station"),
            entry.Text("source"),
            entry.OptionalNumber("distanceKilometres", 0.1, GreatestDistanceKilometres),
            entry.Has("travelTime") ? entry.Duration("travelTime", TimeSpan.FromMinutes(1), TimeSpan.FromDays(3)) : null);
    }

    private static Dictionary<string, IReadOnlyDictionary<string, double>> Thresholds(CatalogEntry entry)
    {
        var thresholds = new Dictionary<string, IReadOnlyDictionary<string, double>>();
        if (!entry.Has("thresholds"))
        {
            return thresholds;
        }

        var metrics = entry.Entry("thresholds");
        foreach (var metric in metrics.Keys)
        {
            var limits = metrics.Entry(metric);
            thresholds.Add(metric, limits.Keys.ToDictionary(limit => limit, limit => limits.Number(limit)));
        }

        return thresholds;
    }
}
