using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Projections.Bridges;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>bridge list | show | inspect | correct | repair | trend | import | import-inspections</c>: the register of pipe bridges.</summary>
internal static class BridgeCommands
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build() => new("bridge", "Pipe bridges: register, inspections, repairs, trends.")
    {
        List(), Show(), Inspect(), Correct(), Repair(), BridgeTrendCommand.Build(), BridgeImportCommands.Register(), BridgeImportCommands.Inspections(),
    };

    private static Command List()
    {
        var state = new Option<string?>("--state") { Description = "Only those inspected, due or overdue." };
        state.AcceptOnlyFromAmong(InspectionDuty.Inspected, InspectionDuty.IsDue, InspectionDuty.Overdue);
        var on = new Option<string?>("--on") { Description = "Duties as of this day in Japan; today without it." };
        var knownOn = new Option<string?>("--known-on") { Description = "Only what was recorded by the end of this day in Japan." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("list", "One bridge a line, and how many are inspected in the cycle.") { state, on, knownOn, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var day = Day("--on", parse.GetValue(on)) ?? JapanDay.Of(TimeProvider.System.GetUtcNow());
            var all = await session.Get<IBridgeQueries>().ListAsync(day, KnownOn(parse.GetValue(knownOn)), cancellationToken);
            var shown = all.Where(bridge => parse.GetValue(state) is not { } wanted || bridge.Duty.State == wanted).ToList();
            if (parse.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(shown, Json));
                return;
            }

            foreach (var bridge in shown)
            {
                Console.WriteLine(Line(bridge));
            }

            Console.WriteLine(Summary(all, day));
        });
        return command;
    }

    private static Command Show()
    {
        var id = Id();
        var on = new Option<string?>("--on") { Description = "Its duty as of this day in Japan; today without it." };
        var knownOn = new Option<string?>("--known-on") { Description = "Only what was recorded by the end of this day in Japan." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("show", "A bridge with its inspections, what they were corrected from, and repairs.") { id, on, knownOn, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var bridge = parse.GetRequiredValue(id);
            var (bridges, day, known) = (session.Get<IBridgeQueries>(), Day("--on", parse.GetValue(on)) ?? JapanDay.Of(TimeProvider.System.GetUtcNow()), KnownOn(parse.GetValue(knownOn)));
            var dossier = await bridges.FindAsync(bridge, day, known, cancellationToken)
                ?? throw new SettingsException(known is not null && await bridges.FindAsync(bridge, day, knownOn: null, cancellationToken) is { Register: [.., var first] }
                    ? string.Create(CultureInfo.InvariantCulture, $"Bridge {bridge} was not known on {known:yyyy-MM-dd}: it was first recorded on {JapanDay.Of(first.RecordedAt):yyyy-MM-dd}.")
                    : $"There is no bridge '{bridge}'; see bridge list.");
            Console.WriteLine(parse.GetValue(json) ? JsonSerializer.Serialize(dossier, Json) : BridgeText.Of(dossier));
        });
        return command;
    }

    private static Command Inspect()
    {
        var id = Id();
        var date = Date("The day of the visit, in Japan.", isRequired: true);
        var form = new InspectionForm(isRequired: true);
        var by = CommandActor.Option();
        var command = new Command("inspect", "Records an inspection.") { id, date, by };
        form.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var record = form.Read(parse, Day("--date", parse.GetValue(date)), null);
            await using var session = StoreSession.Open();
            Tell(await new BridgeDesk(session.Store, TimeProvider.System).InspectAsync(
                parse.GetRequiredValue(id), record, await CommandActor.ReadAsync(session, parse.GetValue(by), cancellationToken), cancellationToken));
        });
        return command;
    }

    private static Command Correct()
    {
        var id = Id();
        var record = new Argument<string>("record") { Description = "The inspection or repair; see bridge show." };
        var date = Date("The day of the visit, or on which the repair was finished, in Japan.", isRequired: false);
        var (visit, repair) = (new InspectionForm(isRequired: false), new RepairForm(isRequired: false));
        var taken = new Option<bool>("--void") { Description = "There was no such inspection or repair." };
        var reason = new Option<string>("--reason") { Description = "Why, in words.", Required = true };
        var by = CommandActor.Option();
        var command = new Command("correct", "Corrects the record of an inspection or a repair: what is given replaces what stood, the rest stays.") { id, record, taken, reason, by, date };
        visit.AddTo(command);
        repair.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var (bridge, which, isTaken, day) = (parse.GetRequiredValue(id), parse.GetRequiredValue(record), parse.GetValue(taken), Day("--date", parse.GetValue(date)));
            if (isTaken == (day is not null || visit.IsGiven(parse) || repair.IsGiven(parse)))
            {
                throw new SettingsException("Give --void, or what holds instead, and not both.");
            }

            var why = CommandActor.Words(parse.GetRequiredValue(reason));
            await using var session = StoreSession.Open();
            var desk = new BridgeDesk(session.Store, TimeProvider.System);
            var isRepair = await desk.IsRepairAsync(bridge, which, cancellationToken);
            if (isRepair ? visit.IsGiven(parse) : repair.IsGiven(parse))
            {
                throw new SettingsException(isRepair
                    ? $"{which} is a repair; --inspector, --method, --grade, --photo and --note are of inspections."
                    : $"Bridge {bridge} has no repair '{which}'; --firm, --part, --work and --inspection are of repairs. See: bridge show {bridge}");
            }

            var actor = await CommandActor.ReadAsync(session, parse.GetValue(by), cancellationToken);
            if (await (isRepair
                ? desk.CorrectRepairAsync(bridge, which, before => isTaken ? null : repair.Read(parse, day, before), why, actor, cancellationToken)
                : desk.CorrectAsync(bridge, which, before => isTaken ? null : visit.Read(parse, day, before), why, actor, cancellationToken)) is BridgeDeskResult.Refused no)
            {
                throw new SettingsException(no.Reason);
            }

            Console.WriteLine($"{which} {(isTaken ? "taken back" : "corrected")}; what stood before: bridge show {bridge}");
        });
        return command;
    }

    private static Command Repair()
    {
        var id = Id();
        var date = Date("The day on which it was finished, in Japan.", isRequired: true);
        var form = new RepairForm(isRequired: true);
        var by = CommandActor.Option();
        var command = new Command("repair", "Records a repair.") { id, date, by };
        form.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var record = form.Read(parse, Day("--date", parse.GetValue(date)), null);
            await using var session = StoreSession.Open();
            Tell(await new BridgeDesk(session.Store, TimeProvider.System).RepairAsync(
                parse.GetRequiredValue(id), record, await CommandActor.ReadAsync(session, parse.GetValue(by), cancellationToken), cancellationToken));
        });
        return command;
    }

    /// <summary>A day on the command line.</summary>
    /// <exception cref="SettingsException">Not a day.</exception>
    internal static DateOnly? Day(string option, string? text) => text is null
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new SettingsException($"{option} is '{text}'; write a day in Japan, for example 2026-11-21.");

    private static DateOnly? KnownOn(string? text) => Day("--known-on", text) is { } day && day > JapanDay.Of(TimeProvider.System.GetUtcNow())
        ? throw new SettingsException($"--known-on is {text}, but nobody knows what will be known then; give today or a day before. --on works duties out for a day to come.")
        : Day("--known-on", text);

    private static void Tell(BridgeDeskResult result) => Console.WriteLine(result switch
    {
        BridgeDeskResult.Recorded recorded => $"recorded as {recorded.Id}",
        BridgeDeskResult.Unchanged known => $"recorded already, as {known.Id}",
        BridgeDeskResult.Refused refused => throw new SettingsException(refused.Reason),
        _ => throw new System.Diagnostics.UnreachableException(),
    });

    private static Option<string?> Date(string description, bool isRequired) => new("--date") { Description = description, Required = isRequired };

    private static Argument<string> Id() => new("id") { Description = "Bridge id; see bridge list." };

    private static string Line(BridgeOverview bridge) => string.Create(
        CultureInfo.InvariantCulture,
        $"{bridge.Bridge.Id}\t{bridge.Bridge.Name.Ja}\t{bridge.Bridge.Class}\t{bridge.Duty.State}\tlast {bridge.Duty.Last?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-"}\tnext by {bridge.Duty.Due:yyyy-MM-dd}\tgrade {bridge.WorstGrade ?? "-"}{(bridge.Bridge.Fictional ? "\t(made up)" : "")}");

    private static string Summary(IReadOnlyList<BridgeOverview> bridges, DateOnly day)
    {
        var cycle = InspectionCycle.Of(day);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{bridges.Count(bridge => bridge.InspectionsInCycle > 0)} of {bridges.Count} inspected in the cycle {cycle.From:yyyy-MM-dd} to {cycle.To:yyyy-MM-dd}; {bridges.Count(bridge => bridge.Duty.State == InspectionDuty.Overdue)} overdue on {day:yyyy-MM-dd}");
    }
}
