using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Host.Catalog.Reading;

namespace MiyagiSensing.Host.Catalog.Checks;

/// <summary>Districts against municipalities and species, and stations against districts: there is one list of them.</summary>
internal static class DistrictChecks
{
    public static void Check(
        IReadOnlyList<Located<DistrictDefinition>> districts, IReadOnlyList<Located<SpeciesDefinition>> species, IReadOnlyList<Located<StationDefinition>> stations, CatalogIndex index)
    {
        UniqueKeys.Check(districts, "id", district => district.Id);
        var grown = species.Select(one => one.Value.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (district, entry) in districts)
        {
            if (!index.Municipalities.Contains(district.Municipality))
            {
                throw entry.Error("municipality", $"'{district.Municipality}' is not in municipalities.yaml; use the five-digit code in quotes, Sendai by ward");
            }

            if (district.Species.FirstOrDefault(one => !grown.Contains(one)) is { } unknown)
            {
                throw entry.Error("species", $"'{unknown}' is not in species.yaml");
            }
        }

        var known = districts.Select(district => district.Value.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (station, entry) in stations)
        {
            if (station.District is { } district && !known.Contains(district))
            {
                throw entry.Error("district", $"'{district}' is not in districts.yaml; name one that is, or add it there with its source");
            }
        }
    }
}
