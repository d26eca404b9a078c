using System.CommandLine;
using System.CommandLine.Help;
using MiyagiSensing.Host.Catalog;
using MiyagiSensing.Host.Commands;
using MiyagiSensing.Host.Configuration;

var root = new Command("./miyagi", "MiyagiSensing, the platform. People use ./miyagi, which sets what this program needs.")
{
    new HelpOption(),
    new VersionOption(),
    ServeCommand.Build(),
    DeviceCommands.Build(),
    UserCommands.Build(),
    StationCommands.Build(),
    LedgerCommand.Build(),
    CorrectionCommands.Build(),
    StatusCommand.Build(),
    HistoryCommand.Build(),
    ImportCommand.Build(),
    TimeSeriesCommands.Build(),
    ProjectionCommands.Build(),
    AccountCommand.Build(),
    VerifyCommand.Build(),
    ArchiveCommands.Build(),
    BridgeCommands.Build(),
    RiverCommands.Build(),
    FisheryCommands.Build(),
    KpiCommands.Build(),
    RtkCommands.Build(),
};

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception exception) when (exception is SettingsException or CatalogException or InvalidOperationException or Npgsql.NpgsqlException or IOException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
catch (UnauthorizedAccessException exception)
{
    await Console.Error.WriteLineAsync($"{exception.Message} Give the account that runs this the right to it, and give the command again.");
    return 1;
}
