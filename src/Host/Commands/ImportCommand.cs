using System.CommandLine;
using System.Globalization;
using MiyagiSensing.Host.Catalog;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Host.Import;
using Npgsql;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>import FILE --map NAME</c>: history from a CSV file, through the running platform's intake.</summary>
internal static class ImportCommand
{
    private const int Refused = 1;
    private const int Interrupted = 130;

    public static Command Build()
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV file." };
        var map = new Option<string>("--map") { Description = "Mapping of its columns, see catalog/imports.yaml.", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only read the file and say what it holds." };
        var create = new Option<bool>("--create-devices") { Description = "Create and mount devices that are not known, for history only." };
        var command = new Command("import", "Brings history from a CSV file into the platform. Run again, it changes nothing; interrupted, it goes on.") { file, map, dryRun, create };
        command.SetAction((parse, cancellationToken) =>
            RunAsync(parse.GetRequiredValue(file).FullName, parse.GetRequiredValue(map), parse.GetValue(dryRun), parse.GetValue(create), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, string map, bool isDry, bool creates, CancellationToken cancellationToken)
    {
        try
        {
            return await ImportAsync(path, map, isDry, creates, cancellationToken);
        }
        catch (NpgsqlException exception) when (IsGone(exception))
        {
            // The store is asked before the first batch only; from then on the platform alone is spoken to.
            throw new SettingsException("The event store does not answer: the platform was stopped or killed, its PostgreSQL too. No line was sent yet. Start it (./miyagi up), then run the same command again.");
        }
    }

    private static async Task<int> ImportAsync(string path, string map, bool isDry, bool creates, CancellationToken cancellationToken)
    {
        await using var session = StoreSession.Open();
        var catalog = CatalogFiles.Load(session.Settings.CatalogFolder);
        var definition = catalog.Imports.FirstOrDefault(import => import.Name == map)
            ?? throw new SettingsException($"There is no mapping '{map}'; catalog/imports.yaml has {string.Join(", ", catalog.Imports.Select(import => import.Name))}.");
        var file = new ImportFile(path, definition, catalog.Metrics);
        var survey = ImportSurvey.Of(file, cancellationToken);
        var devices = new ImportDevices(session, catalog, TimeProvider.System);
        var unknown = await devices.UnknownAsync(definition, survey, creates, cancellationToken);
        if (survey.Rows > 0)
        {
            Say($"{survey.Rows:N0} lines, {survey.Readings:N0} readings of {survey.Devices.Count} devices, {survey.First:yyyy-MM-dd'T'HH:mm:ss'Z'} to {survey.Last:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        }

        if (unknown.Count > 0 && !creates)
        {
            TellRefused(survey);
            throw new SettingsException(ImportDevices.Describe(unknown));
        }

        if (isDry)
        {
            Say($"{unknown.Count} devices would be created; nothing was imported");
            return TellRefused(survey);
        }

        using var client = OperatorClient.Open(session.Settings.DataFolder);
        if (unknown.Count > 0)
        {
            await devices.CreateAsync(definition, unknown, cancellationToken);
            Say($"{unknown.Count} devices created");
        }

        // What was passed over for want of a station is not committed: once the catalog has it, the file begins anew.
        var position = await ImportPosition.FindAsync(session.Settings.DataFolder, path, new { definition, survey.RefusedStations }, TimeProvider.System, cancellationToken);
        try
        {
            await new ImportRun(file, client, position, TimeProvider.System).RunAsync(survey, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Say($"Interrupted; {position.Rows:N0} lines are committed. The same command goes on from there.");
            return Interrupted;
        }
        catch (SettingsException stop)
        {
            throw new SettingsException(Text($"Interrupted; at least {position.Rows:N0} of {survey.Rows:N0} lines are committed. {stop.Message}"));
        }

        Tell(position.Result);
        return TellRefused(survey);
    }

    private static bool IsGone(NpgsqlException exception) => exception is not PostgresException postgres
        || postgres.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow;

    private static void Tell(ImportResult result)
    {
        var apart = result.SetAside.Count == 0 ? "" : $" ({string.Join(", ", result.SetAside.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Text($"{pair.Key} {pair.Value:N0}")))})";
        Say($"read {result.Received:N0} readings: stored {result.Stored:N0}, duplicate {result.Duplicate:N0}, set aside {result.SetAside.Values.Sum():N0}{apart}");
    }

    private static int TellRefused(ImportSurvey survey)
    {
        Say($"refused {survey.RefusedCount:N0} lines");
        foreach (var line in survey.Refused)
        {
            Say($"  line {line.Line}: {line.Reason}");
        }

        if (survey.RefusedCount > survey.Refused.Count)
        {
            Say($"  and {survey.RefusedCount - survey.Refused.Count:N0} more");
        }

        if (survey.RefusedStations.Count > 0)
        {
            Say($"Stations that the catalog does not have: {string.Join(", ", survey.RefusedStations)}. Add them to catalog/stations-*.yaml, start the platform anew and import the file again: what is stored is recognised.");
        }

        if (survey.MayBeCut)
        {
            Say($"The last line has no line end. If the file was cut there, its last value may be cut, too.");
        }

        return survey.RefusedCount > 0 ? Refused : 0;
    }

    private static void Say(FormattableString text) => Console.WriteLine(Text(text));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
