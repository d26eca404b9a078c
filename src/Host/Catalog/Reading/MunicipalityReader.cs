using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Host.Catalog.Reading;

/// <summary>An entry of <c>municipalities.yaml</c>.</summary>
internal static class MunicipalityReader
{
    public static Municipality Read(CatalogEntry entry)
    {
        entry.AllowOnly("code", "name", "latitude", "longitude");
        return new Municipality
        {
            Code = Code(entry),
            Name = entry.LocalText("name"),
            Latitude = entry.Number("latitude", -90, 90),
            Longitude = entry.Number("longitude", -180, 180),
        };
    }

    private static string Code(CatalogEntry entry)
    {
        var code = entry.Text("code");
        return code.Length == 5 && code.All(char.IsAsciiDigit)
            ? code
            : throw entry.Error("code", $"'{code}' is not a JIS municipality code; it has five digits and stands in quotes, for example '04101'");
    }
}
