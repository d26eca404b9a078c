using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Host.Catalog.Checks;
using MiyagiSensing.Host.Catalog.Reading;

namespace MiyagiSensing.Host.Catalog;

/// <summary>The catalog folder: <c>{kind}.yaml</c> and <c>{kind}-{anything}.yaml</c>, each a list of entries in camelCase.</summary>
public static class CatalogFiles
{
    /// <summary>
    /// Reads and checks the whole folder, files in order of name, entries in order of the file. What it returns is complete and
    /// consistent: every reference leads somewhere, every id is unique, every number is in its range.
    /// </summary>
    /// <param name="directory">The folder; subfolders are not read.</param>
    /// <exception cref="CatalogException">The first thing that is wrong, with file and line.</exception>
    public static SensingCatalog Load(string directory)
    {
        var folder = CatalogFolder.Open(directory);

        var domains = folder.Read("domains", DomainReader.Read);
        var municipalities = folder.Read("municipalities", MunicipalityReader.Read);
        var metrics = folder.Read("metrics", MetricReader.Read);
        var stations = folder.Read("stations", StationReader.Read);
        var rules = folder.Read("rules", RuleReader.Read);
        var imports = folder.ReadOptional("imports", ImportReader.Read);
        var bridges = folder.ReadOptional("bridges", BridgeReader.Read);
        var kpis = folder.ReadOptional("kpis", KpiReader.Read);

        var districts = folder.ReadOptional("districts", DistrictReader.Read);
        var species = folder.ReadOptional("species", SpeciesReader.Read);

        var quality = folder.ReadOptional("quality", QualityReader.Read);

        var index = CatalogIndex.Build(domains, municipalities, metrics, stations);
        UniqueKeys.Check(rules, "id", rule => rule.Id);
        MetricChecks.Check(metrics, index);
        StationChecks.Check(stations, index);
        RuleChecks.Check(rules, stations, index);
        LimitOrderChecks.Check(rules, stations);
        ImportChecks.Check(imports, index);
        BridgeChecks.Check(bridges, index);
        SpeciesChecks.Check(species, index);
        DistrictChecks.Check(districts, species, stations, index);
        KpiChecks.Check(kpis);
        QualityChecks.Check(quality, index);

        return new SensingCatalog
        {
            Domains = Values(domains),
            Municipalities = Values(municipalities),
            Metrics = Values(metrics),
            Stations = Values(stations),
            Rules = Values(rules),
            Imports = Values(imports),
            Bridges = Values(bridges),
            Districts = Values(districts),
            Species = Values(species),
            Kpis = Values(kpis),
            Quality = Values(quality),
        };
    }

    /// <summary>Reads the municipalities only, for a command that names them and needs nothing else.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="CatalogException">The first thing that is wrong with them, with file and line.</exception>
    public static IReadOnlyList<Municipality> Municipalities(string directory) => Values(CatalogFolder.Open(directory).Read("municipalities", MunicipalityReader.Read));

    private static List<T> Values<T>(IReadOnlyList<Located<T>> located)
        where T : class => [.. located.Select(entry => entry.Value)];
}
