using System.CommandLine;
using System.Globalization;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.EventStore.Archive;
using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>archive policy|run|list|verify</c>: journal days that are over, as files.</summary>
internal static class ArchiveCommands
{
    private static readonly EventHeaders Operator = new("operator");

    public static Command Build() => new("archive", "Old journal days as compressed files, which are read like the table.") { Policy(), Run(), List(), Verify() };

    private static Command Policy()
    {
        var days = new Option<int?>("--days") { Description = "Archive a day so many days after its end (UTC); 1 or more." };
        var keep = new Option<bool>("--keep") { Description = "Archive nothing; what is archived already stays so." };
        var command = new Command("policy", "Shows or sets when a day is archived; kept as an event.") { days, keep };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var policy = session.Get<ArchivePolicy>();
            var (afterDays, keeps) = (parse.GetValue(days), parse.GetValue(keep));
            if ((keeps && afterDays is not null) || afterDays < 1)
            {
                throw new SettingsException("Give either --days N (1 or more) or --keep.");
            }

            var set = keeps || afterDays is not null ? await policy.SetAsync(afterDays, Operator, cancellationToken) : await policy.ReadAsync(cancellationToken);
            Console.WriteLine(set?.AfterDays is { } after
                ? string.Create(CultureInfo.InvariantCulture, $"Journal days are archived {after} days after their end (UTC), into {session.Settings.ArchiveFolder}.")
                : "Journal days stay in the table; nothing is archived.");
        });
        return command;
    }

    private static Command Run()
    {
        var day = new Option<string?>("--day") { Description = "A day (UTC) such as 2026-11-21, whatever the policy says." };
        var command = new Command("run", "Archives now: by the policy, or one day.") { day };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var archiver = session.Get<JournalArchiver>();
            var one = DayOf(parse.GetValue(day));
            var outcomes = one is { } wanted
                ? await archiver.RunAsync(wanted, Operator, cancellationToken)
                : await archiver.RunAsync(
                    (await session.Get<ArchivePolicy>().ReadAsync(cancellationToken))?.AfterDays ?? throw new SettingsException("No policy is set; give --day, or set one: archive policy --days N."),
                    Operator,
                    cancellationToken);
            foreach (var outcome in outcomes)
            {
                Console.WriteLine(Describe(outcome));
            }

            if (outcomes.Count == 0)
            {
                Console.WriteLine(one is null ? "No day is due." : "The journal has no rows of that day; see archive list.");
            }

            return outcomes.All(outcome => outcome.Archived is not null) && (one is null || outcomes.Count > 0) ? 0 : 1;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "What is archived.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var (verification, folder) = (session.Get<ArchiveVerification>(), session.Get<ArchiveFolder>());
            var days = await verification.ListAsync(cancellationToken);
            foreach (var (archived, at) in days)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{archived.JournalStream}  positions {archived.From} to {archived.To}, {archived.Events} events, {archived.Readings} readings, {archived.FileBytes} bytes in {archived.File}, archived {at:yyyy-MM-dd HH:mm} UTC"));
                foreach (var file in new[] { archived.File, archived.Manifest }.Where(file => !folder.Has(file)))
                {
                    Console.WriteLine($"  missing: {file} is not in {folder.FullPath}; bring it back from a backup, or mount its disk");
                }
            }

            if (days.Count == 0)
            {
                Console.WriteLine("Nothing is archived.");
            }

            foreach (var file in await verification.UnknownFilesAsync(cancellationToken))
            {
                Console.WriteLine($"not in use: {file}");
            }
        });
        return command;
    }

    private static Command Verify()
    {
        var command = new Command("verify", "Reads all archive files and compares them, and the rows that tell of them, with what was archived; the status is 1 when something is wrong.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var report = await session.Get<ArchiveVerification>().VerifyAsync(1, long.MaxValue, finding => Console.WriteLine(Describe(finding)), _ => { }, cancellationToken);
            Console.WriteLine(Describe(report));
            return report.Findings == 0 ? 0 : 1;
        });
        return command;
    }

    /// <summary>One line of a verification.</summary>
    public static string Describe(ArchiveFinding finding) =>
        string.Create(CultureInfo.InvariantCulture, $"archive: positions {finding.From} to {finding.To}: {finding.Problem}");

    /// <summary>The last line of a verification.</summary>
    public static string Describe(ArchiveReport report) => string.Create(
        CultureInfo.InvariantCulture, $"{report.Readings} readings in {report.Events} events, {report.Blocks} blocks and {report.Files} archive files checked; {report.Findings} wrong");

    private static string Describe(ArchiveOutcome outcome) => outcome.Archived is { } archived
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome.Stream} is archived: {archived.Events} events with {archived.Readings} readings in {archived.Blocks} blocks, {archived.FileBytes} bytes in {archived.File}")
        : string.Join(Environment.NewLine + "  ", outcome.Waits.Prepend($"{outcome.Stream} waits:"));

    private static DateOnly? DayOf(string? text) => text is null
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new SettingsException($"'{text}' is not a day; write it like 2026-11-21.");
}
