using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Host.Catalog.Reading;

/// <summary>An entry of <c>domains.yaml</c>.</summary>
internal static class DomainReader
{
    public static DomainDefinition Read(CatalogEntry entry)
    {
        entry.AllowOnly("id", "name", "kinds");
        return new DomainDefinition { Id = entry.Id("id"), Name = entry.LocalText("name"), Kinds = entry.Has("kinds") ? Kinds(entry.Entry("kinds")) : [] };
    }

    private static Dictionary<string, LocalText> Kinds(CatalogEntry kinds) => kinds.Keys.ToDictionary(kind => kind, kinds.LocalText);
}
