using System.Globalization;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Host.Catalog.Reading;

namespace MiyagiSensing.Host.Bridges;

/// <summary>The register of bridges as a table: one line a bridge. The columns are documented in <c>docs/bridges.md</c>.</summary>
internal static class RegisterSheet
{
    /// <summary>The columns, by their English and Japanese names.</summary>
    public static readonly IReadOnlyDictionary<string, string> Columns = Names(
        ("id", "管理番号"), ("name_ja", "名称"), ("name_en", "英語名"), ("class", "区分"), ("structure", "形式"), ("municipality", "市町村コード"), ("latitude", "緯度"), ("longitude", "経度"),
        ("water_ja", "河川名"), ("water_en", "河川名英語"), ("diameter_mm", "口径"), ("length_m", "橋長"), ("spans", "径間数"), ("in_service_since", "架設年"), ("station", "観測所"), ("source", "出典"));

    /// <summary>Columns without which a table is no register.</summary>
    public static readonly IReadOnlyList<string> Required = ["id", "name_ja", "class", "structure", "municipality", "latitude", "longitude", "diameter_mm", "length_m", "spans"];

    private static readonly Dictionary<string, string> Classes = new() { ["特別"] = "special", ["幹線"] = "trunk", ["一般"] = "ordinary" };

    private static readonly Dictionary<string, string> Structures = new()
    {
        ["パイプビーム"] = "pipe-beam",
        ["トラス"] = "truss",
        ["ランガー"] = "langer",
        ["ローゼ"] = "lohse",
        ["吊橋"] = "suspension",
        ["斜張橋"] = "cable-stayed",
        ["添架"] = "attached",
    };

    /// <summary>Reads a line; what is wrong stands in its faults.</summary>
    /// <param name="row">The line.</param>
    /// <param name="standing">The bridge as it stands in the register: what the table has no column for stays, unless it was made up. Null for a new one.</param>
    /// <param name="source">Where the facts come from, for lines that do not say.</param>
    /// <param name="municipalities">Codes that exist.</param>
    /// <param name="stations">Stations that exist.</param>
    public static BridgeDefinition Read(SheetRow row, BridgeDefinition? standing, string source, IReadOnlySet<string> municipalities, IReadOnlySet<string> stations)
    {
        // Nothing made up passes into a real bridge.
        standing = standing is { Fictional: true } ? null : standing;
        var id = row.Text("id");
        if (id.Length > 0 && !Identifier.IsValid(id))
        {
            row.Refuse($"id '{id}' is no id; use a-z, 0-9, '-' and '_', at most 64");
        }

        var municipality = row.Text("municipality");
        if (municipality.Length > 0 && !municipalities.Contains(municipality))
        {
            // A spreadsheet takes the leading zero away.
            row.Refuse($"municipality '{municipality}' is no five-digit code of Miyagi, 04101 to 04606, Sendai by ward{(municipalities.Contains($"0{municipality}") ? $"; is it 0{municipality}?" : "")}");
        }

        var ownSource = row.Has("source") || standing is null ? row.Optional("source") : standing.Source;
        if (row.Optional("station") is { } station && !stations.Contains(station))
        {
            row.Refuse($"station '{station}' is not known; see station list, or leave it empty");
        }

        var name = row.Text("name_ja");
        return new BridgeDefinition
        {
            Id = id,
            Name = English(row, "name_en", name, standing?.Name),
            Class = row.Word("class", BridgeClasses.Classes, Classes),
            Structure = row.Word("structure", BridgeClasses.Structures, Structures),
            Municipality = municipality,
            // Japan, from Okinotorishima to Wakkanai.
            Latitude = row.Number("latitude", 20, 46),
            Longitude = row.Number("longitude", 122, 154),
            Water = !row.Has("water_ja") ? standing?.Water : row.Optional("water_ja") is { } water ? English(row, "water_en", water, standing?.Water) : null,
            DiameterMillimetres = row.Whole("diameter_mm", 20, BridgeReader.GreatestDiameter),
            LengthMetres = row.Number("length_m", 1, BridgeReader.GreatestLength),
            Spans = row.Whole("spans", 1, 100),
            InServiceSince = !row.Has("in_service_since") ? standing?.InServiceSince : row.Optional("in_service_since") is null ? null : row.Whole("in_service_since", 1880, 2100),
            Station = row.Has("station") ? row.Optional("station") : standing?.Station,
            Source = ownSource ?? source,
        };
    }

    /// <summary>What of a bridge changes, by column, for people.</summary>
    public static IEnumerable<string> Changes(BridgeDefinition before, BridgeDefinition after) =>
        Facts(before).Zip(Facts(after)).Where(pair => pair.First != pair.Second).Select(pair => $"{pair.First.Column} {pair.First.Value} -> {pair.Second.Value}");

    private static IEnumerable<(string Column, string Value)> Facts(BridgeDefinition bridge) =>
        from fact in new (string Column, object? Value)[]
        {
            ("name_ja", bridge.Name.Ja), ("name_en", bridge.Name.En), ("class", bridge.Class), ("structure", bridge.Structure), ("municipality", bridge.Municipality), ("latitude", bridge.Latitude),
            ("longitude", bridge.Longitude), ("water_ja", bridge.Water?.Ja), ("water_en", bridge.Water?.En), ("diameter_mm", bridge.DiameterMillimetres), ("length_m", bridge.LengthMetres),
            ("spans", bridge.Spans), ("in_service_since", bridge.InServiceSince), ("station", bridge.Station), ("source", bridge.Source), ("made up", bridge.Fictional ? "yes" : "no"),
        }
        select (fact.Column, fact.Value is null ? "none" : Convert.ToString(fact.Value, CultureInfo.InvariantCulture)!);

    /// <summary>A text with its English: as the table says, else as it stands; the Japanese where nothing else is known.</summary>
    private static LocalText English(SheetRow row, string column, string japanese, LocalText? standing) => new(
        japanese, row.Optional(column) ?? (!row.Has(column) && standing is not null && standing.En != standing.Ja ? standing.En : japanese));

    /// <summary>Names of columns to columns.</summary>
    internal static IReadOnlyDictionary<string, string> Names(params IEnumerable<(string Name, string Japanese)> columns) =>
        columns.SelectMany(column => new[] { (column.Name, Column: column.Name), (Name: column.Japanese, Column: column.Name) }).ToDictionary(pair => pair.Item1, pair => pair.Item2);
}
