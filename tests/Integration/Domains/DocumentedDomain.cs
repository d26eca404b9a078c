using System.Text.RegularExpressions;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Domains;

/// <summary>The files that docs/adding-a-domain.md shows, each under its name before the block.</summary>
internal static partial class DocumentedDomain
{
    [GeneratedRegex("^`(?<name>[^`]+)`\n```(?:yaml|csv)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block { get; }

    /// <summary>Name to content.</summary>
    public static Dictionary<string, string> Files()
    {
        var page = File.ReadAllText(Path.Combine(HostPrograms.Catalog, "..", "docs", "adding-a-domain.md"));
        return Block.Matches(page).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["text"].Value);
    }

    /// <summary>A folder with the project's catalog and the page's files beside it.</summary>
    public static string WriteCatalog()
    {
        var folder = TemporaryFolder.Create("catalog");
        foreach (var file in Directory.EnumerateFiles(HostPrograms.Catalog))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var added = Files().Where(file => file.Key.StartsWith("catalog/", StringComparison.Ordinal)).ToList();
        Assert.Equal(["domains", "imports", "metrics", "rules", "stations"], added.Select(file => Path.GetFileName(file.Key).Split('-')[0]).Order());
        foreach (var (name, text) in added)
        {
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(name)), text);
        }

        return folder;
    }
}
