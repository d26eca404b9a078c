using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Host.Catalog.Reading;

namespace MiyagiSensing.Host.Catalog.Checks;

/// <summary>What other entries may refer to, by its key; every key is unique.</summary>
internal sealed record CatalogIndex(
    IReadOnlyDictionary<string, DomainDefinition> Domains,
    IReadOnlySet<string> Municipalities,
    IReadOnlyDictionary<(string Domain, string Name), MetricDefinition> Metrics,
    IReadOnlyDictionary<string, StationDefinition> Stations)
{
    /// <exception cref="CatalogException">A key stands twice.</exception>
    public static CatalogIndex Build(
        IReadOnlyList<Located<DomainDefinition>> domains,
        IReadOnlyList<Located<Municipality>> municipalities,
        IReadOnlyList<Located<MetricDefinition>> metrics,
        IReadOnlyList<Located<StationDefinition>> stations)
    {
        UniqueKeys.Check(domains, "id", domain => domain.Id);
        UniqueKeys.Check(municipalities, "code", municipality => municipality.Code);
        UniqueKeys.Check(metrics, "name", metric => $"{metric.Domain}:{metric.Name}");
        UniqueKeys.Check(stations, "id", station => station.Id);
        return new CatalogIndex(
            domains.ToDictionary(domain => domain.Value.Id, domain => domain.Value),
            municipalities.Select(municipality => municipality.Value.Code).ToHashSet(),
            metrics.ToDictionary(metric => (metric.Value.Domain, metric.Value.Name), metric => metric.Value),
            stations.ToDictionary(station => station.Value.Id, station => station.Value));
    }

    /// <summary>Refuses a domain that does not exist, at the key <c>domain</c>.</summary>
    public void RequireDomain(string domain, CatalogEntry entry)
    {
        if (!Domains.ContainsKey(domain))
        {
            throw entry.Error("domain", $"'{domain}' is not in domains.yaml; known are {string.Join(", ", Domains.Keys)}");
        }
    }
}
