using System.Text;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Host.Bridges;
using MiyagiSensing.Host.Configuration;
using Xunit;

namespace MiyagiSensing.Unit.Host.Bridges;

public sealed class SheetTests : IDisposable
{
    private const string Heading = "管理番号,名称,区分,形式,市町村コード,緯度,経度,河川名,口径,橋長,径間数,架設年,出典,担当課";

    private static readonly HashSet<string> Municipalities = ["04202", "04212"];
    private static readonly HashSet<string> Stations = ["pipe-bridge-sanuma"];

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(65001, "UTF-8")]
    [InlineData(932, "Shift_JIS")]
    public void A_register_in_japanese_is_read_in_either_encoding(int codePage, string name)
    {
        var encoding = codePage == 65001 ? new UTF8Encoding(true) : CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
        File.WriteAllText(_path, $"{Heading}\r\nmiyagi-001,鹿又水管橋,幹線,ランガー,04202,38.49,141.29,旧北上川,900,127.5,2,1987,水道台帳,施設課\r\n", encoding);

        var sheet = Sheet.Read(_path, RegisterSheet.Columns, RegisterSheet.Required);
        var bridge = RegisterSheet.Read(Assert.Single(sheet.Rows), null, "file", Municipalities, Stations);

        Assert.Equal((name, "担当課"), (sheet.Encoding, Assert.Single(sheet.PassedOver)));
        Assert.Empty(sheet.Rows[0].Faults);
        Assert.Equal(
            ("miyagi-001", "鹿又水管橋", "鹿又水管橋", "trunk", "langer", "旧北上川", 900, 127.5, 2, 1987, false, "水道台帳"),
            (bridge.Id, bridge.Name.Ja, bridge.Name.En, bridge.Class, bridge.Structure, bridge.Water!.Ja, bridge.DiameterMillimetres, bridge.LengthMetres, bridge.Spans, bridge.InServiceSince, bridge.Fictional, bridge.Source));
    }

    [Fact]
    public void All_that_is_wrong_with_a_line_is_named()
    {
        Write("id,name_ja,class,structure,municipality,latitude,longitude,diameter_mm,length_m,spans,station", "Ä 1,,huge,truss,4202,380.49,141.29,900.5,127,0,nowhere", "b,c", "");

        var rows = Sheet.Read(_path, RegisterSheet.Columns, RegisterSheet.Required).Rows;
        RegisterSheet.Read(rows[0], null, "file", Municipalities, Stations);

        var faults = string.Join("; ", rows[0].Faults);
        foreach (var words in new[] { "id 'Ä 1'", "name_ja is missing", "class 'huge' is none of", "is it 04202?", "latitude '380.49'", "diameter_mm '900.5' is no whole number", "spans '0'", "station 'nowhere'" })
        {
            Assert.Contains(words, faults, StringComparison.Ordinal);
        }

        Assert.Equal((3, "has 2 fields, but the heading has 11"), (rows[1].Line, Assert.Single(rows[1].Faults)));
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public void What_a_table_has_no_column_for_stays_and_what_it_leaves_empty_goes()
    {
        const string needed = "id,name_ja,class,structure,municipality,latitude,longitude,diameter_mm,length_m,spans";
        const string line = "b-1,鹿又水管橋,trunk,langer,04202,38.49,141.29,900,127,2";
        Write($"{needed},name_en,water_ja,water_en,in_service_since,station,source", $"{line},Kanomata,旧北上川,Kyu-Kitakami-gawa,1987,pipe-bridge-sanuma,ledger");
        var standing = Read(null);

        Write(needed, line);
        Assert.Empty(RegisterSheet.Changes(standing, Read(standing)));
        Write(needed, line.Replace(",2", ",3", StringComparison.Ordinal));
        Assert.Equal(["spans 2 -> 3"], RegisterSheet.Changes(standing, Read(standing)));
        Write($"{needed},name_en,water_ja,in_service_since,station", $"{line},,,,");
        Assert.Equal(
            ["name_en Kanomata -> 鹿又水管橋", "water_ja 旧北上川 -> none", "water_en Kyu-Kitakami-gawa -> none", "in_service_since 1987 -> none", "station pipe-bridge-sanuma -> none"],
            RegisterSheet.Changes(standing, Read(standing)));

        // Of a bridge that was made up nothing stays.
        Write(needed, line);
        Assert.Equal(
            ["name_en Kanomata -> 鹿又水管橋", "water_ja 旧北上川 -> none", "water_en Kyu-Kitakami-gawa -> none", "in_service_since 1987 -> none", "station pipe-bridge-sanuma -> none", "source ledger -> file", "made up yes -> no"],
            RegisterSheet.Changes(standing with { Fictional = true }, Read(standing with { Fictional = true })));

        BridgeDefinition Read(BridgeDefinition? before) =>
            RegisterSheet.Read(Assert.Single(Sheet.Read(_path, RegisterSheet.Columns, RegisterSheet.Required).Rows), before, "file", Municipalities, Stations);
    }

    [Fact]
    public void A_day_that_is_none_is_named_without_another_one_to_write_instead()
    {
        Write("bridge,date,inspector,method,pipe", "b-1,2026/13/10,x,visual,I");

        var row = Assert.Single(Sheet.Read(_path, InspectionSheet.Columns, InspectionSheet.Required).Rows);
        InspectionSheet.Read(row);

        Assert.Equal(["date '2026/13/10' is no day; days are written like 2026-11-21"], row.Faults);
    }

    [Fact]
    public void A_table_without_its_columns_is_no_register()
    {
        Write("id,name_ja", "a,b");

        Assert.Contains("no column class, structure", Assert.Throws<SettingsException>(() => Sheet.Read(_path, RegisterSheet.Columns, RegisterSheet.Required)).Message, StringComparison.Ordinal);
        Assert.Throws<SettingsException>(() => Sheet.Read(_path + "x", RegisterSheet.Columns, RegisterSheet.Required));
        Write("id,管理番号,name_ja", "a,b,c");
        Assert.Contains("two columns for id", Assert.Throws<SettingsException>(() => Sheet.Read(_path, RegisterSheet.Columns, ["id"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspections_have_a_column_for_each_part()
    {
        Write(
            "管理番号,点検日,点検者,点検方法,吊材,吊材所見,pipe,写真,備考",
            "b-1,2026/4/1,東北点検,ドローン,Ⅲ,\"さび, 上部\",1,a.jpg; b.jpg,",
            "b-1,2026-04-02,東北点検,visual,,孤立所見,V,,");

        var rows = Sheet.Read(_path, InspectionSheet.Columns, InspectionSheet.Required).Rows;
        var (bridge, record) = InspectionSheet.Read(rows[0]);
        InspectionSheet.Read(rows[1]);

        Assert.Empty(rows[0].Faults);
        Assert.Equal(("b-1", new DateOnly(2026, 4, 1), "drone"), (bridge, record.Date, record.Method));
        Assert.Equal([new PartCondition("pipe", "I"), new PartCondition("hanger", "III", "さび, 上部")], record.Parts);
        Assert.Equal(["a.jpg", "b.jpg"], record.Photos);
        Assert.Null(record.Note);
        Assert.Equal(2, rows[1].Faults.Count);
        Assert.Contains("hanger has a finding, but no grade", rows[1].Faults);
    }

    private void Write(params string[] lines) => File.WriteAllLines(_path, lines);
}
