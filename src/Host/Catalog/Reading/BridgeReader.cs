using MiyagiSensing.Domain.Bridges;

namespace MiyagiSensing.Host.Catalog.Reading;

/// <summary>An entry of <c>bridges*.yaml</c>.</summary>
internal static class BridgeReader
{
    /// <summary>Bounds that a slip of the pen crosses. Chosen: the greatest pipe bridges have 2,000 mm and a kilometre.</summary>
    internal const int GreatestDiameter = 3_000;

    internal const double GreatestLength = 2_000;

    public static BridgeDefinition Read(CatalogEntry entry)
    {
        entry.AllowOnly(
            "id", "name", "class", "structure", "municipality", "latitude", "longitude", "water", "diameterMillimetres", "lengthMetres", "spans", "inServiceSince", "station", "fictional", "source");
        var bridge = new BridgeDefinition
        {
            Id = entry.Id("id"),
            Name = entry.LocalText("name"),
            Class = entry.Word("class", [.. BridgeClasses.Classes]),
            Structure = entry.Word("structure", [.. BridgeClasses.Structures]),
            Municipality = entry.Text("municipality"),
            Latitude = entry.Number("latitude", -90, 90),
            Longitude = entry.Number("longitude", -180, 180),
            Water = entry.OptionalLocalText("water"),
            DiameterMillimetres = entry.Whole("diameterMillimetres", 20, GreatestDiameter),
            LengthMetres = entry.Number("lengthMetres", 1, GreatestLength),
            Spans = entry.Whole("spans", 1, 100),
            InServiceSince = entry.Has("inServiceSince") ? entry.Whole("inServiceSince", 1880, 2100) : null,
            Station = entry.OptionalId("station"),
            Fictional = entry.Flag("fictional"),
            Source = entry.OptionalText("source"),
        };
        return bridge.Fictional || bridge.Source is not null
            ? bridge
            : throw entry.Error("source", "is missing; say where the facts come from, or mark the bridge 'fictional: true'");
    }
}
