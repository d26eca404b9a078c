using System.Globalization;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Projections.Fisheries;

namespace MiyagiSensing.Host.Commands;

/// <summary>Fisheries as text.</summary>
internal static class FisheryText
{
    public static string Line(DistrictOverview district) => string.Join('\t',
        district.District.Id,
        $"{district.District.Name.Ja} / {district.District.Name.En}{Marks(district.District)}",
        district.Stations.Count == 0 ? "no buoy station" : string.Join(",", district.Stations),
        district.Species.Count == 0 ? "no species on record" : string.Join(", ", district.Species.Select(species => $"{species.Species}: {State(species)}")),
        $"initiatives running {district.RunningInitiatives}",
        $"logs in 30 days {district.LogsInThirtyDays}");

    public static string Line(FishingLog log) => string.Create(
        CultureInfo.InvariantCulture,
        $"{log.Record.Date:yyyy-MM-dd}\t{log.District}\t{log.Record.Species}\t{log.Record.Work}\t{Show(log.Record.Kilograms, "kg")}\t{Show(log.Record.Hours, "h")}\t{log.Record.Vessel ?? "-"}\t{log.Actor}\t{log.Log}{(log.Record.Note is { } note ? $"\t{note}" : "")}");

    public static IEnumerable<string> Lines(LimitOverview limit)
    {
        var catalog = limit.Catalog;
        yield return $"{catalog.Id}\t{catalog.Level}\t{catalog.Metric} {catalog.Direction} {(limit.Holding is { } holding ? Show(holding.Value) : "off")}\t{catalog.Title.Ja} / {catalog.Title.En}{(catalog.Fictional ? " (made up)" : "")}";
        yield return $"  catalog: {Show(catalog.Value)}; {catalog.Source}";
        foreach (var change in limit.Changes)
        {
            yield return $"  {Show(change.RecordedAt)} {change.Actor}: {change.Fact.Change}{(change.Fact.Value is { } value ? $" {Show(value)}" : "")} {(change.Fact.District is { } district ? $"in {district}" : "for all")}: {change.Fact.Reason}{(change.Fact.Source is { } source ? $" ({source})" : "")}";
        }
    }

    public static string Of(DistrictReport report) => string.Join(
        Environment.NewLine,
        [
            string.Create(CultureInfo.InvariantCulture, $"{report.District.Id}: {report.District.Name.Ja} / {report.District.Name.En}, {report.District.Branch}{Marks(report.District)}; {report.Day:yyyy-MM-dd}"),
            .. report.Species.SelectMany(Lines),
            .. report.Species.Count == 0 ? ["no species on record for this district"] : Array.Empty<string>(),
            .. report.Sensors.SelectMany(Lines),
            .. report.Initiatives.Select(Line),
            string.Create(CultureInfo.InvariantCulture, $"fishing logs in 30 days: {report.LogsInThirtyDays}"),
        ]);

    private static IEnumerable<string> Lines(SpeciesReport species)
    {
        yield return $"{species.Species} {species.Name.Ja} / {species.Name.En}: {State(species)}{(species.Stages.Count == 0 ? "" : $" ({string.Join(", ", species.Stages.Select(stage => stage.En))})")}";
        foreach (var reading in species.Limits)
        {
            var what = reading.Value is { } value ? $"{Show(value)}{(reading.Margin is { } margin ? $", margin {Show(margin)}" : "")}, measured {Show(reading.MeasuredAt!.Value)}" : "no value";
            yield return $"  {reading.Limit.Level} {reading.Limit.Metric} {reading.Limit.Direction} {Show(reading.Limit.Value)}: {reading.Limit.Title.En}; {reading.Station ?? "no buoy"} {reading.Sensor}: {what}{(reading.Unknown is { } unknown ? $", not known ({unknown})" : "")}{(reading.Since is { } since ? $", reached since {Show(since)}" : "")} [{reading.Limit.Source}]";
        }

        foreach (var stress in species.Stress.Where(stress => stress.Days > 0))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  {stress.Limit.Id} at {stress.Station}: {stress.Days} days in stress since {stress.From:yyyy-MM-dd} ({stress.MeasuredDays} days measured, {stress.MissingDays} missing)");
        }

        foreach (var sensor in species.DegreeDays)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  degree-days at {sensor.Station} {sensor.Sensor} since {sensor.Count.From:yyyy-MM-dd}: {sensor.Count.DegreeDays:0.0} ({sensor.Count.Days} days, {sensor.Count.MissingDays} missing){string.Concat(sensor.Count.Marks.Select(mark => mark.On is { } on ? string.Create(CultureInfo.InvariantCulture, $"; {mark.Title.En} on {on:yyyy-MM-dd}") : $"; {mark.Title.En} at {Show(mark.DegreeDays)}"))}{(sensor.Count.Repeats.Count > 0 ? $"; again {string.Join(", ", sensor.Count.Repeats.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))}" : "")}");
        }

        foreach (var reach in species.Outlook)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  outlook: {reach.Limit.Id} at {reach.Station} {reach.Sensor} {(reach.ExpectedOn is { } on ? $"may be reached from {on:yyyy-MM-dd} on" : $"possible from {reach.PossibleOn:yyyy-MM-dd} on")}");
        }

        if (species.Note is { } note)
        {
            yield return $"  {note.En}";
        }
    }

    private static IEnumerable<string> Lines(SensorReport sensor)
    {
        var depth = sensor.DepthMetres is { } metres ? $" ({Show(metres)} m)" : "";
        var completeness = sensor.Completeness is { } share ? string.Create(CultureInfo.InvariantCulture, $"{sensor.Received} of {sensor.Expected} readings in 30 days, {share:0.0 %}") : $"{sensor.Received} readings in 30 days";
        yield return $"{sensor.Station} {sensor.Sensor}{depth} {sensor.Metric}: {completeness}";
        if (sensor.Outlook is { } outlook)
        {
            yield return $"  {outlook.Words.En}";
            foreach (var day in outlook.Days)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"  {day.Day:yyyy-MM-dd}  {day.Mean:0.0}  ({day.Low:0.0} to {day.High:0.0})");
            }
        }
    }

    private static string Line(InitiativeOverview initiative) =>
        $"initiative {initiative.Initiative} ({initiative.Kind}): {initiative.State}{(initiative.HasEvidence ? "" : ", without evidence, does not count")}; {string.Join("; ", initiative.Steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Step} from {step.On:yyyy-MM-dd}{(step.Reason is { } reason ? $", {reason}" : "")}{(step.Evidence is { } evidence ? $" [{evidence}]" : "")} by {step.Actor}")))}";

    private static string State(SpeciesReport species) => species.State is SpeciesState.NotKnown or SpeciesState.PartlyKnown && species.LastKnown is { } last ? $"{species.State} (last known: {last})" : species.State;

    private static string Marks(DistrictDefinition district) => (district.Fictional ? " (made up)" : "") + (district.Unconfirmed ? " (unconfirmed)" : "");

    private static string Show(double value) => Math.Round(value, 3).ToString(CultureInfo.InvariantCulture);

    private static string Show(double? value, string unit) => value is { } number ? $"{Show(number)} {unit}" : "-";

    private static string Show(DateTimeOffset instant) => instant.ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
