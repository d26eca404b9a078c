namespace MiyagiSensing.Host;

/// <summary>Log lines of the host; event ids 9000 to 9999.</summary>
internal static partial class HostLog
{
    [LoggerMessage(9000, LogLevel.Information, "Waiting for PostgreSQL: {Reason}")]
    public static partial void WaitingForPostgres(ILogger logger, string reason);

    [LoggerMessage(9001, LogLevel.Information, "Catalog: {Imported} entries imported, {Unchanged} unchanged.")]
    public static partial void CatalogImported(ILogger logger, int imported, int unchanged);

    [LoggerMessage(9002, LogLevel.Warning, "The catalog file's {Entry} differs from what is in force; the events win.")]
    public static partial void CatalogDiffers(ILogger logger, string entry);

    [LoggerMessage(9003, LogLevel.Information, "Account 'admin' made; its password is in {File}, readable by you alone.")]
    public static partial void FirstAccountMade(ILogger logger, string file);

    [LoggerMessage(9004, LogLevel.Information, "Listening: {Addresses}")]
    public static partial void Listening(ILogger logger, string addresses);

    [LoggerMessage(9005, LogLevel.Warning, "Keys of dead letters are renewed within the hour: {Reason}")]
    public static partial void DeadLetterKeysWait(ILogger logger, string reason);
}
