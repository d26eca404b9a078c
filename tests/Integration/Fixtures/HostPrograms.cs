namespace MiyagiSensing.Integration.Fixtures;

/// <summary>Where the platform's program lies.</summary>
internal static class HostPrograms
{
    private const string PathVariable = "MIYAGI_TEST_HOST";
    private const string Name = "MiyagiSensing.Host";

    /// <summary>The program that the build of this project made of Host, or the one that <c>MIYAGI_TEST_HOST</c> names.</summary>
    /// <remarks>
    /// Host's own output folder (artifacts/bin/Host/debug beside artifacts/bin/Integration/debug) comes first, since its static files are found
    /// from there; the copy beside the tests is the fallback.
    /// </remarks>
    public static string Platform { get; } = Find();

    /// <summary>The folder of catalog files at the repository's root.</summary>
    public static string Catalog { get; } = FindCatalog();

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } given)
        {
            return given;
        }

        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string[] candidates =
        [
            Path.Combine(here.Parent?.Parent?.FullName ?? "/", "Host", here.Name, Name),
            Path.Combine(here.FullName, Name),
        ];
        return Array.Find(candidates, File.Exists)
            ?? throw new InvalidOperationException($"{Name} is not built: looked for {string.Join(" and ", candidates)}.");
    }

    private static string FindCatalog()
    {
        if (Environment.GetEnvironmentVariable("MIYAGI_CATALOG") is { Length: > 0 } given)
        {
            return given;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MiyagiSensing.sln")))
            {
                return Path.Combine(folder.FullName, "catalog");
            }
        }

        throw new InvalidOperationException("The catalog was not found above the tests; name its folder in MIYAGI_CATALOG.");
    }
}
