using System.CommandLine;
using MiyagiSensing.Domain.Corrections;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>correction add | list | show | undo</c>: readings that were found wrong.</summary>
internal static class CorrectionCommands
{
    public static Command Build() => new("correction", "Corrections of readings; raw readings are never altered.") { Add(), List(), Show(), Undo() };

    private static Command Add()
    {
        var device = new Option<string>("--device") { Description = "Device id.", Required = true };
        var sensor = new Option<string>("--sensor") { Description = "Sensor id.", DefaultValueFactory = _ => "main" };
        var metric = new Option<string>("--metric") { Description = "Metric name.", Required = true };
        var from = new Option<string>("--from") { Description = $"Where it begins by the device's clock: {CommandInstant.Rule}.", Required = true };
        var to = new Option<string>("--to") { Description = "Where it ends: before this instant, or with this day in Japan.", Required = true };
        var offset = new Option<double?>("--offset") { Description = "Adds to each value." };
        var scale = new Option<double?>("--scale") { Description = "Multiplies each value." };
        var set = new Option<double?>("--set") { Description = "Replaces each value." };
        var missing = new Option<bool>("--missing") { Description = "Takes the values out." };
        var reason = new Option<string>("--reason") { Description = "Why, in words.", Required = true };
        var by = CommandActor.Option();
        var yes = new Option<bool>("--yes") { Description = "Records it; without it, only shows what would change." };
        var command = new Command("add", "Corrects the values of one series over a stretch of time.") { device, sensor, metric, from, to, offset, scale, set, missing, reason, by, yes };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var (kind, value) = ChangeOf(parse.GetValue(offset), parse.GetValue(scale), parse.GetValue(set), parse.GetValue(missing));
            var series = new SeriesId(parse.GetRequiredValue(device), parse.GetRequiredValue(sensor), parse.GetRequiredValue(metric));
            var range = CommandInstant.Range(parse.GetRequiredValue(from), parse.GetRequiredValue(to));
            await using var session = StoreSession.Open();
            var desk = new CorrectionDesk(session, TimeProvider.System);
            var draft = await desk.DraftAsync(series, range.From, range.To, kind, value, CommandActor.Words(parse.GetRequiredValue(reason)), await CommandActor.ReadAsync(session, parse.GetValue(by), cancellationToken), cancellationToken);
            Console.WriteLine(CorrectionDesk.Preview(draft));
            if (!parse.GetValue(yes))
            {
                Console.WriteLine("Nothing is recorded. Give --yes to record it.");
                return;
            }

            await desk.RecordAsync(draft.Fact, cancellationToken);
            Console.WriteLine($"recorded as {draft.Fact.Correction}; undo it with: correction undo {draft.Fact.Correction} --reason TEXT");
        });
        return command;
    }

    private static Command List()
    {
        var device = new Option<string?>("--device") { Description = "Only corrections of this device." };
        var command = new Command("list", "One correction a line, in the order in which they were made and apply.") { device };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var wanted = parse.GetValue(device);
            foreach (var correction in (await new CorrectionDesk(session, TimeProvider.System).BookAsync(cancellationToken)).All)
            {
                if (wanted is null || correction.Fact.Device == wanted)
                {
                    Console.WriteLine(CorrectionDesk.ToLine(correction));
                }
            }
        });
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("id") { Description = "Correction id; see correction list." };
        var command = new Command("show", "A correction with its reason and values.") { id };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            Console.WriteLine(CorrectionDesk.ToText(await new CorrectionDesk(session, TimeProvider.System).FindAsync(parse.GetRequiredValue(id), cancellationToken)));
        });
        return command;
    }

    private static Command Undo()
    {
        var id = new Argument<string>("id") { Description = "Correction id; see correction list." };
        var reason = new Option<string>("--reason") { Description = "Why, in words.", Required = true };
        var by = CommandActor.Option();
        var command = new Command("undo", "Takes a correction back; the others of its series still hold.") { id, reason, by };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            await new CorrectionDesk(session, TimeProvider.System).UndoAsync(
                parse.GetRequiredValue(id), CommandActor.Words(parse.GetRequiredValue(reason)), await CommandActor.ReadAsync(session, parse.GetValue(by), cancellationToken), cancellationToken);
            Console.WriteLine($"{parse.GetRequiredValue(id)} undone");
        });
        return command;
    }

    private static (string Kind, double? Value) ChangeOf(double? offset, double? scale, double? set, bool missing)
    {
        List<(string Kind, double? Value)> changes = [(CorrectionKinds.Offset, offset), (CorrectionKinds.Scale, scale), (CorrectionKinds.Set, set)];
        changes.RemoveAll(change => change.Value is null);
        if (missing)
        {
            changes.Add((CorrectionKinds.Missing, null));
        }

        return changes.Count == 1 && double.IsFinite(changes[0].Value ?? 0)
            ? changes[0]
            : throw new SettingsException("Give exactly one of --offset X, --scale X, --set X (a finite number) and --missing.");
    }
}
