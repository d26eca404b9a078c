using System.CommandLine;
using System.Globalization;
using System.Text;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Rtk;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Host.Import;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>rtk …</c>: use of the base stations, user ids, logs of rovers and casters, and forgetting a person.</summary>
internal static class RtkCommands
{
    private const int Refused = 1;

    /// <summary>Largest log that is sent at once. Chosen: Kestrel's own bound, some hundred hours of epochs each second.</summary>
    private const int MaxBytes = 30_000_000;

    public static Command Build() => new("rtk", "RTK base stations: use, sessions, user ids, logs.")
    {
        RtkFigures.Usage(), RtkFigures.Sessions(), RtkFigures.Availability(), RtkFigures.Ids(), Import(), Register(), ImportIds(), Retire(), Forget(), Forgotten(),
    };

    private static Command Register()
    {
        var (file, by) = (IdFile(), CommandActor.Option());
        var on = new Option<string?>("--on") { Description = "From this day in Japan on; today without it." };
        var source = new Option<string>("--source") { Description = "Where it is written: a list, an application. Names no person.", Required = true };
        var command = new Command("register", "Registers user ids, one a line in a file or on standard input. One that is registered already stays as it is.") { file, on, source, by };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var day = BridgeCommands.Day("--on", parse.GetValue(on)) ?? Today();
            var ids = await RtkIdFile.ReadAsync(parse.GetValue(file), cancellationToken);
            await RegisterAsync([.. ids.Select(id => (id, day, parse.GetRequiredValue(source)))], parse.GetValue(by), cancellationToken);
        });
        return command;
    }

    private static Command ImportIds()
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV in UTF-8 with the heading id, or id,on,source." };
        var on = new Option<string?>("--on") { Description = "From this day in Japan on, where the file does not say; today without it." };
        var source = new Option<string?>("--source") { Description = "Where it is written, where the file does not say; the file's name without it." };
        var by = CommandActor.Option();
        var command = new Command("import-ids", "Registers the user ids of a CSV file. Run again, it changes nothing.") { file, on, source, by };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var csv = parse.GetRequiredValue(file);
            var ids = RtkIdFile.ReadCsv(csv, BridgeCommands.Day("--on", parse.GetValue(on)) ?? Today(), parse.GetValue(source) ?? csv.Name);
            await RegisterAsync(ids, parse.GetValue(by), cancellationToken);
        });
        return command;
    }

    private static Command Retire()
    {
        var (file, by) = (IdFile(), CommandActor.Option());
        var on = new Option<string?>("--on") { Description = "From this day in Japan on they no longer count; today without it." };
        var reason = new Option<string>("--reason") { Description = "Why, in words that name no person.", Required = true };
        var command = new Command("retire", "Takes user ids back, one a line in a file or on standard input.") { file, on, reason, by };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var ids = await RtkIdFile.ReadAsync(parse.GetValue(file), cancellationToken);
            await using var session = StoreSession.Open();
            using var desk = new RtkDesk(session, TimeProvider.System);
            var retired = await desk.RetireAsync(
                ids, BridgeCommands.Day("--on", parse.GetValue(on)) ?? Today(), CommandActor.Words(parse.GetRequiredValue(reason)),
                await CommandActor.ReadAsync(session, parse.GetValue(by), cancellationToken), cancellationToken);
            Say($"{retired} retired, {ids.Count - retired} were not registered");
        });
        return command;
    }

    private static Command Forget()
    {
        var (file, by) = (IdFile(), CommandActor.Option());
        var yes = new Option<bool>("--yes") { Description = "Do it; without it, only says what would happen." };
        var command = new Command("forget", "Forgets persons for good: nothing leads from their ids to their sessions any more. Ids one a line in a file or on standard input.") { file, yes, by };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var ids = await RtkIdFile.ReadAsync(parse.GetValue(file), cancellationToken);
            await using var session = StoreSession.Open();
            using var desk = new RtkDesk(session, TimeProvider.System);
            if (!parse.GetValue(yes))
            {
                var known = await desk.CountKnownAsync(ids, cancellationToken);
                Say($"{known} of {ids.Count} ids are known and would be forgotten. Nothing was changed. This can't be undone; to do it, add --yes");
                return;
            }

            var forgotten = await desk.ForgetAsync(ids, Today(), await CommandActor.ReadAsync(session, parse.GetValue(by), cancellationToken), cancellationToken);
            Say($"{forgotten} forgotten, {ids.Count - forgotten} were not known");
            if (forgotten > 0)
            {
                Say($"Now take a new backup of the key store (backup --keys) and destroy the older ones; keep the output of 'rtk forgotten' with your backups, for restore --forgotten.");
                Say($"Messages that could not be read are kept encrypted and may still hold such an id; see docs/rtk.md.");
            }
        });
        return command;
    }

    private static Command Forgotten()
    {
        var apply = new Option<FileInfo?>("--apply") { Description = "Forgets those of this list again, too. Restore does so by itself." };
        var command = new Command("forgotten", "Prints the list of the forgotten: pseudonyms, which name nobody.") { apply };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            using var desk = new RtkDesk(session, TimeProvider.System);
            if (parse.GetValue(apply) is { } list)
            {
                await desk.Forgotten.ApplyAsync(await File.ReadAllLinesAsync(list.FullName, cancellationToken), cancellationToken);
            }

            foreach (var pseudonym in await desk.Forgotten.ListAsync(cancellationToken))
            {
                Console.WriteLine(pseudonym);
            }
        });
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "NMEA sentences of a rover (GGA is read), or the session log of an NTRIP caster (BKG)." };
        var device = new Option<string>("--device") { Description = "The rover's device, or the base station's.", Required = true };
        var day = new Option<string?>("--day") { Description = "The day in Japan of the first GGA sentence, which has none." };
        var utc = new Option<bool>("--utc") { Description = "The caster's log is in UTC, not in Japan time." };
        var command = new Command("import", "Brings a rover's or a caster's log in. Run again, it changes nothing.") { file, device, day, utc };
        command.SetAction((parse, cancellationToken) => ImportAsync(
            parse.GetRequiredValue(file), parse.GetRequiredValue(device), BridgeCommands.Day("--day", parse.GetValue(day)), parse.GetValue(utc) ? TimeSpan.Zero : JapanDay.Offset, cancellationToken));
        return command;
    }

    private static async Task<int> ImportAsync(FileInfo file, string device, DateOnly? day, TimeSpan casterZone, CancellationToken cancellationToken)
    {
        if (!Identifier.IsValid(device))
        {
            throw new SettingsException($"'{device}' is no device id; see device list.");
        }

        var text = await TellingLinesAsync(file, day is not null, cancellationToken);
        using var session = OperatorClient.Open(PlatformSettings.Read(Environment.GetEnvironmentVariable).DataFolder);
        var result = await session.ImportRtkAsync(device, day ?? Today(), casterZone, text, cancellationToken);
        Say($"stored {result.Stored:N0} events with {result.Epochs:N0} epochs; {result.Known:N0} events were stored already; refused {result.Refused:N0} lines");
        foreach (var line in result.Named)
        {
            Say($"  line {line.Line}: {line.Reason}");
        }

        return result.Refused > 0 ? Refused : 0;
    }

    /// <summary>The file with the sentences blanked out that are not read, which are most; the numbers of the lines stay.</summary>
    private static async Task<byte[]> TellingLinesAsync(FileInfo file, bool hasDay, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        await foreach (var line in File.ReadLinesAsync(file.FullName, cancellationToken))
        {
            if (GgaSentence.IsOne(line) && !hasDay)
            {
                throw new SettingsException("GGA sentences have a time of day in UTC, but no date. Give the day in Japan of the first one: --day 2026-05-20");
            }

            text.Append(line.StartsWith('$') && !GgaSentence.IsOne(line) ? "" : line).Append('\n');
            if (text.Length > MaxBytes)
            {
                throw new SettingsException($"The file is too large; cut it into pieces of {MaxBytes / 1_000_000} MB, and import them one after the other.");
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static async Task RegisterAsync(IReadOnlyList<(string Id, DateOnly On, string Source)> ids, string? by, CancellationToken cancellationToken)
    {
        await using var session = StoreSession.Open();
        using var desk = new RtkDesk(session, TimeProvider.System);
        var registered = await desk.RegisterAsync(ids, await CommandActor.ReadAsync(session, by, cancellationToken), cancellationToken);
        Say($"{registered} registered, {ids.Count - registered} were registered already");
    }

    private static Argument<FileInfo?> IdFile() => new("file")
    {
        Description = "File with one user id a line; without it, standard input. Never give ids on the command line: the shell keeps them.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static DateOnly Today() => JapanDay.Of(TimeProvider.System.GetUtcNow());

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
