using System.Runtime.CompilerServices;

namespace MiyagiSensing.Unit.Architecture;

/// <summary>The project's own files, found from where this one was compiled.</summary>
internal static class SourceTree
{
    private static readonly string[] NotOurs = ["artifacts", "bin", "node_modules", "obj"];

    public static string Root { get; } = FindRoot();

    /// <summary>Files below a folder with one of the extensions, paths relative to the root with '/'.</summary>
    public static IReadOnlyList<string> Files(string folder, params string[] extensions) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => extensions.Contains(Path.GetExtension(file)) && !file.Split('/').Any(NotOurs.Contains))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static int LineCount(string file) => File.ReadLines(Path.Combine(Root, file)).Count();

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var folder = new FileInfo(thisFile).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MiyagiSensing.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"No MiyagiSensing.sln above {thisFile}: these tests read the sources they were built from.");
    }
}
