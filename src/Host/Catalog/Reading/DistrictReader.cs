using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Host.Catalog.Reading;

/// <summary>An entry of <c>districts*.yaml</c>.</summary>
internal static class DistrictReader
{
    public static DistrictDefinition Read(CatalogEntry entry)
    {
        entry.AllowOnly("id", "name", "branch", "generalBranch", "municipality", "species", "unconfirmed", "fictional", "source");
        var district = new DistrictDefinition
        {
            Id = entry.Id("id"),
            Name = entry.LocalText("name"),
            Branch = entry.Text("branch"),
            GeneralBranch = entry.Has("generalBranch") ? entry.Word("generalBranch", [.. DistrictDefinition.GeneralBranches]) : null,
            Municipality = entry.Text("municipality"),
            Species = entry.Ids("species"),
            Unconfirmed = entry.Flag("unconfirmed"),
            Fictional = entry.Flag("fictional"),
            Source = entry.OptionalText("source"),
        };
        return district.Fictional || district.Source is not null
            ? district
            : throw entry.Error("source", "is missing; say where the facts come from and mark what is not confirmed 'unconfirmed: true', or mark the district 'fictional: true'");
    }
}
