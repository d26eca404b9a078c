using System.Globalization;
using System.Text;
using MiyagiSensing.Projections.Bridges;

namespace MiyagiSensing.Api.Bridges;

/// <summary>Bridges as CSV (RFC 4180, UTF-8 with a byte order mark, so that spreadsheets show Japanese): the columns of <c>./miyagi bridge import</c>, then where each bridge stands.</summary>
internal static class BridgeCsv
{
    private const string Heading =
        "id,name_ja,name_en,class,structure,municipality,latitude,longitude,water_ja,water_en,diameter_mm,length_m,spans,in_service_since,station,source,fictional,state,last_inspection,due,inspections_in_cycle,worst_grade,last_repair";

    /// <summary>A spreadsheet takes a field that begins with one of these for a formula.</summary>
    private static readonly System.Buffers.SearchValues<char> Formula = System.Buffers.SearchValues.Create("=+-@\t\r");

    private static readonly System.Buffers.SearchValues<char> Quoted = System.Buffers.SearchValues.Create(",\"\r\n");

    public static byte[] Of(IEnumerable<BridgeOverview> bridges)
    {
        var text = new StringBuilder(Heading).Append("\r\n");
        foreach (var overview in bridges)
        {
            var bridge = overview.Bridge;
            text.AppendJoin(',',
                bridge.Id, Text(bridge.Name.Ja), Text(bridge.Name.En), bridge.Class, bridge.Structure, bridge.Municipality, Number(bridge.Latitude), Number(bridge.Longitude), Text(bridge.Water?.Ja),
                Text(bridge.Water?.En), Number(bridge.DiameterMillimetres), Number(bridge.LengthMetres), Number(bridge.Spans), Number(bridge.InServiceSince), bridge.Station, Text(bridge.Source),
                bridge.Fictional ? "true" : "false", overview.Duty.State, Day(overview.Duty.Last), Day(overview.Duty.Due), Number(overview.InspectionsInCycle), overview.WorstGrade, Day(overview.LastRepair));
            text.Append("\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string Number(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Text(string? text)
    {
        var safe = text is { Length: > 0 } && Formula.Contains(text[0]) ? $"'{text}" : text ?? "";
        return safe.AsSpan().ContainsAny(Quoted) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
