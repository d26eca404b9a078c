using System.CommandLine;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Host.Bridges;
using MiyagiSensing.Host.Catalog;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Host.Import;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>bridge import | import-inspections FILE</c>: the register and its inspections from tables.</summary>
internal static class BridgeImportCommands
{
    private const int Refused = 1;

    public static Command Register()
    {
        var file = File("The register as CSV, UTF-8 or Shift_JIS; see docs/bridges.md for its columns.");
        var dryRun = DryRun();
        var replace = new Option<bool>("--replace-fictional") { Description = "The made-up bridges that the file does not have leave the register." };
        var by = CommandActor.Option();
        var command = new Command("import", "Brings the register in from a table: all of it or, when a line is wrong, nothing. Run again, it changes nothing.") { file, dryRun, replace, by };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var actor = await CommandActor.ReadAsync(session, parse.GetValue(by), cancellationToken);
            var path = parse.GetRequiredValue(file).FullName;
            var import = new RegisterImport(session.Store, CatalogFiles.Load(session.Settings.CatalogFolder), TimeProvider.System);
            List<RefusedLine> refused = [];
            var stories = await import.StoriesAsync(cancellationToken);
            var (bridges, sheet) = import.Read(path, stories, refused);
            Tell(sheet);
            if (refused.Count > 0)
            {
                Tell(refused);
                Console.WriteLine("nothing was changed");
                return Refused;
            }

            var plan = RegisterPlan.Of(stories, bridges, parse.GetValue(replace));
            if (RegisterImport.Clashes(stories, plan) is { Count: > 0 } clashes)
            {
                throw new SettingsException($"Nothing was changed: {string.Join("; ", clashes)}. Retire it with --replace-fictional if it is made up, or leave the station empty.");
            }

            Tell("new", plan.New.Select(bridge => bridge.Id));
            Tell("changed", plan.Changed.Select(bridge => $"{bridge.Id}: {string.Join("; ", RegisterSheet.Changes(stories[bridge.Id].Bridge!, bridge))}"));
            Tell("leave the register (made up)", plan.Retired);
            Console.WriteLine($"{plan.New.Count} new, {plan.Changed.Count} changed, {plan.Unchanged} as they were, {plan.Retired.Count} leave, {plan.Others.Count} others stay");
            if (parse.GetValue(dryRun))
            {
                Console.WriteLine("nothing was changed (--dry-run)");
                return 0;
            }

            await import.CarryOutAsync(stories, plan, path, actor, cancellationToken);
            return 0;
        });
        return command;
    }

    public static Command Inspections()
    {
        var file = File("Inspections as CSV, UTF-8 or Shift_JIS; see docs/bridges.md for its columns.");
        var dryRun = DryRun();
        var correct = new Option<string?>("--correct") { Description = "Why records that stand and say otherwise were wrong: they are corrected. Without it such lines are refused." };
        var by = CommandActor.Option();
        var command = new Command("import-inspections", "Records inspections from a table. Lines that are recorded already change nothing, wrong ones are named, and the rest is recorded.") { file, dryRun, correct, by };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var reason = parse.GetValue(correct) is { } words ? CommandActor.Words(words) : null;
            await using var session = StoreSession.Open();
            var actor = await CommandActor.ReadAsync(session, parse.GetValue(by), cancellationToken);
            var sheet = Sheet.Read(parse.GetRequiredValue(file).FullName, InspectionSheet.Columns, InspectionSheet.Required);
            Tell(sheet);
            var store = parse.GetValue(dryRun) ? new DryStore(session.Store) : session.Store;
            var desk = new BridgeDesk(store, TimeProvider.System);
            List<RefusedLine> refused = [];
            var (recorded, unchanged) = (0, 0);
            foreach (var row in sheet.Rows)
            {
                var (bridge, record) = row.Faults.Count > 0 ? default : InspectionSheet.Read(row);
                if (row.Faults.Count > 0)
                {
                    refused.Add(new RefusedLine(row.Line, string.Join("; ", row.Faults)));
                    continue;
                }

                switch (await desk.EnterAsync(bridge, record, reason, actor, cancellationToken))
                {
                    case BridgeDeskResult.Refused no:
                        refused.Add(new RefusedLine(row.Line, no.Reason));
                        break;
                    case BridgeDeskResult.Unchanged:
                        unchanged++;
                        break;
                    default:
                        recorded++;
                        break;
                }
            }

            Tell(refused);
            Console.WriteLine($"{recorded} recorded, {unchanged} were recorded already, {refused.Count} refused{(parse.GetValue(dryRun) ? "; nothing was changed (--dry-run)" : "")}");
            return refused.Count > 0 ? Refused : 0;
        });
        return command;
    }

    private static Argument<FileInfo> File(string description) => new("file") { Description = description };

    private static Option<bool> DryRun() => new("--dry-run") { Description = "Only say what would change." };

    private static void Tell(Sheet sheet) => Console.WriteLine(
        $"{sheet.Rows.Count} lines, read as {sheet.Encoding}{(sheet.PassedOver.Count > 0 ? $"; columns that mean nothing here: {string.Join(", ", sheet.PassedOver)}" : "")}");

    private static void Tell(List<RefusedLine> refused)
    {
        foreach (var line in refused)
        {
            Console.WriteLine($"  line {line.Line}: {line.Reason}");
        }
    }

    private static void Tell(string what, IEnumerable<string> bridges)
    {
        foreach (var bridge in bridges)
        {
            Console.WriteLine($"  {what}: {bridge}");
        }
    }
}
