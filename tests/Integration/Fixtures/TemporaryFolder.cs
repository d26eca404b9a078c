namespace MiyagiSensing.Integration.Fixtures;

/// <summary>A folder that is removed at the end of the tests, also when they are killed.</summary>
internal static class TemporaryFolder
{
    /// <summary>An empty folder that every user may walk through (a server may run as another user) and only the owner may list.</summary>
    public static string Create(string purpose)
    {
        var folder = Directory.CreateTempSubdirectory($"miyagi-{purpose}-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        ProcessReaper.Remove(folder);
        return folder;
    }
}
