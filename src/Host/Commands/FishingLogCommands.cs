using System.CommandLine;
using System.Globalization;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Projections.Fisheries;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>fishery log submit | import | list</c>: digital fishing logs.</summary>
internal static class FishingLogCommands
{
    private const int MostListed = 1_000;

    public static Command Build() => new("log", "Digital fishing logs (操業日誌).") { Submit(), Import(), List() };

    private static Command Submit()
    {
        var district = new Argument<string>("district") { Description = "District id; see fishery list." };
        var date = new Option<string?>("--date") { Description = "The day of the work, in Japan; today without it." };
        var species = new Option<string>("--species") { Description = "Species id; see fishery species.", Required = true };
        var work = new Option<string>("--work") { Description = $"One of {string.Join(", ", FishingLogRecord.Works)}.", Required = true };
        var kilograms = new Option<double?>("--kg") { Description = "What was landed, kg." };
        var hours = new Option<double?>("--hours") { Description = "Hours worked." };
        var vessel = new Option<string?>("--vessel") { Description = "Vessel or group; not a person's name." };
        var note = new Option<string?>("--note") { Description = "Anything else." };
        var id = new Option<string?>("--id") { Description = "The entry's id, unique over all districts; without it, it is made from what the entry says." };
        var by = CommandActor.Option();
        var command = new Command("submit", "Hands an entry in. The same entry again is stored once.") { district, date, species, work, kilograms, hours, vessel, note, id, by };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var where = parse.GetRequiredValue(district);
            var record = new FishingLogRecord
            {
                Date = BridgeCommands.Day("--date", parse.GetValue(date)) ?? JapanDay.Of(TimeProvider.System.GetUtcNow()),
                Species = parse.GetRequiredValue(species),
                Work = parse.GetRequiredValue(work),
                Kilograms = parse.GetValue(kilograms),
                Hours = parse.GetValue(hours),
                Vessel = parse.GetValue(vessel),
                Note = parse.GetValue(note),
            };
            await using var session = StoreSession.Open();
            var log = parse.GetValue(id) ?? FishingLogFile.IdOf(where, record, 1);
            var outcome = await new FishingLogDesk(session.Store, TimeProvider.System).SubmitAsync(
                where, log, record, await CommandActor.ReadAsync(session, parse.GetValue(by), FishingLogDesk.Roles, cancellationToken), cancellationToken);
            Console.WriteLine(outcome switch
            {
                FishingLogOutcome.Stored => $"stored as {log}",
                FishingLogOutcome.AlreadyStored => $"stored before as {log}; nothing was added (a second entry that says the same needs --id)",
                FishingLogOutcome.Refused refused => throw new SettingsException($"Nothing is stored: {string.Join("; ", refused.Faults.Select(FishingLogFaults.InWords))}."),
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        });
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = $"CSV, UTF-8 or Shift_JIS, with a heading: {string.Join(", ", FishingLogFile.Columns)}." };
        var by = CommandActor.Option();
        var command = new Command("import", "Hands in the entries of a CSV file. The same file again stores nothing; wrong lines are named, the others stored.") { file, by };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var path = parse.GetRequiredValue(file).FullName;
            var entries = FishingLogFile.Read(await File.ReadAllBytesAsync(path, cancellationToken));
            await using var session = StoreSession.Open();
            var actor = await CommandActor.ReadAsync(session, parse.GetValue(by), FishingLogDesk.Roles, cancellationToken);
            var desk = new FishingLogDesk(session.Store, TimeProvider.System);
            var (stored, before, refused) = (0, 0, 0);
            foreach (var entry in entries)
            {
                var problem = entry.Fault;
                if (entry is { Record: { } record, District: { } district, Log: { } log })
                {
                    var outcome = await desk.SubmitAsync(district, log, record, actor, cancellationToken);
                    stored += outcome is FishingLogOutcome.Stored ? 1 : 0;
                    before += outcome is FishingLogOutcome.AlreadyStored ? 1 : 0;
                    problem = outcome is FishingLogOutcome.Refused { Faults: var faults } ? string.Join("; ", faults.Select(FishingLogFaults.InWords)) : null;
                }

                if (problem is not null)
                {
                    refused++;
                    await Console.Error.WriteLineAsync($"line {entry.Line}: {problem}");
                }
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stored {stored}, stored before {before}, refused {refused}"));
            return refused == 0 ? 0 : 1;
        });
        return command;
    }

    private static Command List()
    {
        var district = new Argument<string?>("district") { Description = "District id; all without it.", DefaultValueFactory = _ => null };
        var from = new Option<string?>("--from") { Description = "First day of the work; 30 days ago without it." };
        var to = new Option<string?>("--to") { Description = "Last day of the work; today without it." };
        var knownOn = new Option<string?>("--known-on") { Description = "Only what was recorded by the end of this day in Japan." };
        var command = new Command("list", "Entries, newest day first.") { district, from, to, knownOn };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var last = BridgeCommands.Day("--to", parse.GetValue(to)) ?? JapanDay.Of(TimeProvider.System.GetUtcNow());
            var logs = await session.Get<IFisheryQueries>().LogsAsync(
                parse.GetValue(district), BridgeCommands.Day("--from", parse.GetValue(from)) ?? last.AddDays(-29), last, BridgeCommands.Day("--known-on", parse.GetValue(knownOn)), MostListed, cancellationToken);
            foreach (var log in logs)
            {
                Console.WriteLine(FisheryText.Line(log));
            }

            Console.WriteLine(logs.Count == MostListed ? $"the newest {MostListed}; give --from and --to for others" : $"{logs.Count} entries");
        });
        return command;
    }
}
