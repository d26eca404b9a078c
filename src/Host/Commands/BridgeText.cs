using System.Globalization;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Projections.Bridges;

namespace MiyagiSensing.Host.Commands;

/// <summary>A bridge's dossier as text.</summary>
internal static class BridgeText
{
    public static string Of(BridgeDossier dossier)
    {
        var (bridge, duty) = (dossier.Overview.Bridge, dossier.Overview.Duty);
        return string.Join(
            Environment.NewLine,
            [
                $"{bridge.Id}: {bridge.Name.Ja} / {bridge.Name.En}{(bridge.Fictional ? " (made up)" : "")}",
                string.Create(CultureInfo.InvariantCulture, $"{bridge.Class}, {bridge.Structure}, {bridge.DiameterMillimetres} mm, {bridge.LengthMetres} m in {bridge.Spans} span{(bridge.Spans == 1 ? "" : "s")}{(bridge.InServiceSince is { } year ? $", since {year}" : "")}{(bridge.Water is { } water ? $", over {water.Ja} / {water.En}" : "")}"),
                string.Create(CultureInfo.InvariantCulture, $"{(duty.Due is { } due ? string.Create(CultureInfo.InvariantCulture, $"{duty.State}, next by {due:yyyy-MM-dd}") : "no inspection is due any more")}{(bridge.Station is { } station ? $"; sensors: station {station}" : "; no sensors")}"),
                .. dossier.Overview.Retirement is { } left
                    ? [string.Create(CultureInfo.InvariantCulture, $"left the register on {left.On:yyyy-MM-dd}: {left.Reason}")]
                    : Array.Empty<string>(),
                .. dossier.Overview.Parts.Select(Line),
                .. dossier.Inspections.SelectMany(Lines),
                .. dossier.Repairs.Select(Line),
            ]);
    }

    private static string Line(PartState part) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {part.Part}: {part.Grade} since {part.Since:yyyy-MM-dd}{(part.Finding is { } finding ? $", {finding}" : "")}{(part.Repaired is { } day ? $"; repaired {day:yyyy-MM-dd}, not inspected since" : "")}");

    private static IEnumerable<string> Lines(BridgeInspection inspection)
    {
        var state = State(inspection.SupersededAt);
        var because = inspection.Reason is { } reason ? $" ({reason})" : "";
        if (inspection.Record is not { } record)
        {
            yield return $"  {inspection.Inspection} version {inspection.Version}, {state}: there was no such inspection{because}; {inspection.Actor}, {Show(inspection.RecordedAt)}";
            yield break;
        }

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"  {inspection.Inspection} version {inspection.Version}, {state}: {record.Date:yyyy-MM-dd} by {record.Inspector}, {record.Method}{because}; recorded by {inspection.Actor}, {Show(inspection.RecordedAt)}, event {inspection.Position}");
        foreach (var part in record.Parts)
        {
            yield return $"    {part.Part}: {part.Grade}{(part.Finding is { } finding ? $", {finding}" : "")}";
        }

        foreach (var photo in record.Photos)
        {
            yield return $"    photo {photo}";
        }

        if (record.Note is { } note)
        {
            yield return $"    {note}";
        }
    }

    private static string Line(BridgeRepair repair)
    {
        var what = repair.Record is { } record
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"repaired {record.Date:yyyy-MM-dd} by {record.By}: {string.Join(", ", record.Parts)}; {record.Work}{(record.Inspection is { } inspection ? $" (asked for by {inspection})" : "")}")
            : "there was no such repair";
        return $"  {repair.Repair} version {repair.Version}, {State(repair.SupersededAt)}: {what}{(repair.Reason is { } reason ? $" ({reason})" : "")}; recorded by {repair.Actor}, {Show(repair.RecordedAt)}, event {repair.Position}";
    }

    private static string State(DateTimeOffset? supersededAt) => supersededAt is { } until ? $"until {Show(until)}" : "holds";

    private static string Show(DateTimeOffset instant) => instant.ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
