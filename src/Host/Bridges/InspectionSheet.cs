using MiyagiSensing.Domain.Bridges;

namespace MiyagiSensing.Host.Bridges;

/// <summary>Inspections as a table: one line an inspection, with a column for the grade of each group of parts and, where there is something to say, one for its finding.</summary>
internal static class InspectionSheet
{
    /// <summary>Columns without which a table holds no inspections; at least one grade has to be there, too.</summary>
    public static readonly IReadOnlyList<string> Required = ["bridge", "date", "inspector", "method"];

    private static readonly Dictionary<string, string> Japanese = new()
    {
        ["pipe"] = "管体",
        ["arch-or-truss"] = "補剛部材",
        ["hanger"] = "吊材",
        ["wind-brace"] = "耐風材",
        ["expansion-joint"] = "伸縮継手",
        ["air-valve"] = "空気弁",
        ["walkway"] = "歩廊",
        ["bearing"] = "支承",
        ["pier"] = "橋脚",
        ["abutment"] = "橋台",
    };

    private static readonly Dictionary<string, string> Methods = new()
    {
        ["目視"] = "visual",
        ["近接目視"] = "close-visual",
        ["ドローン"] = "drone",
        ["ロープアクセス"] = "rope-access",
        ["超音波"] = "ultrasonic",
        ["その他"] = "other",
    };

    private static readonly Dictionary<string, string> Grades = new() { ["Ⅰ"] = "I", ["Ⅱ"] = "II", ["Ⅲ"] = "III", ["Ⅳ"] = "IV", ["1"] = "I", ["2"] = "II", ["3"] = "III", ["4"] = "IV" };

    /// <summary>The columns, by their English and Japanese names.</summary>
    public static readonly IReadOnlyDictionary<string, string> Columns = RegisterSheet.Names(
    [
        ("bridge", "管理番号"), ("date", "点検日"), ("inspector", "点検者"), ("method", "点検方法"), ("photos", "写真"), ("note", "備考"),
        .. InspectionWords.Parts.SelectMany(part => new[] { (part, Japanese[part]), ($"{part}_finding", $"{Japanese[part]}所見") }),
    ]);

    /// <summary>Reads a line; what is wrong stands in its faults.</summary>
    public static (string Bridge, InspectionRecord Record) Read(SheetRow row)
    {
        List<PartCondition> parts = [];
        foreach (var part in InspectionWords.Parts)
        {
            if (row.Optional(part) is not null)
            {
                parts.Add(new PartCondition(part, row.Word(part, InspectionWords.Grades, Grades), row.Optional($"{part}_finding")));
            }
            else if (row.Optional($"{part}_finding") is not null)
            {
                row.Refuse($"{part} has a finding, but no grade");
            }
        }

        return (row.Text("bridge"), new InspectionRecord
        {
            Date = row.Day("date"),
            Inspector = row.Text("inspector"),
            Method = row.Word("method", InspectionWords.Methods, Methods),
            Parts = parts,
            Photos = row.Optional("photos")?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            Note = row.Optional("note"),
        });
    }
}
