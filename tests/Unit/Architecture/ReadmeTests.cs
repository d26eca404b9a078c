using System.Text.RegularExpressions;
using Xunit;

namespace MiyagiSensing.Unit.Architecture;

/// <summary>A README of a project is short, and what it names exists.</summary>
public sealed partial class ReadmeTests
{
    private const int MaxLines = 40;

    private static readonly string[] Code = [".cs", ".razor", ".ts", ".csproj", ".proto", ".sql"];

    private static readonly string[] Folders =
    [
        .. SourceTree.Files("src", ".csproj").Concat(SourceTree.Files("simulators", ".csproj")).Concat(SourceTree.Files("bench", ".csproj"))
            .Select(file => Path.GetDirectoryName(file)!),
    ];

    private static readonly Lazy<HashSet<string>> Words = new(() =>
    [
        .. from folder in new[] { "src", "simulators", "bench" }
           from file in SourceTree.Files(folder, Code)
           from Match word in Word.Matches(SourceTree.Read(file))
           select word.Value,
    ]);

    public static TheoryData<string> ProjectFolders => [.. Folders];

    [Theory]
    [MemberData(nameof(ProjectFolders))]
    public void A_project_has_a_readme_of_at_most_40_lines(string folder)
    {
        Assert.True(SourceTree.Exists($"{folder}/README.md"), $"{folder} has no README.md");
        Assert.InRange(SourceTree.LineCount($"{folder}/README.md"), 1, MaxLines);
    }

    [Theory]
    [MemberData(nameof(ProjectFolders))]
    public void Every_path_that_a_readme_names_exists(string folder)
    {
        var paths = Named(folder).Where(name => FilePath.IsMatch(name));

        Assert.All(paths, path => Assert.True(Places(folder, path).Any(SourceTree.Exists), $"{folder}/README.md names {path}, which is not there."));
    }

    [Theory]
    [MemberData(nameof(ProjectFolders))]
    public void Every_type_that_a_readme_names_is_in_the_code(string folder)
    {
        var types = Named(folder).Select(name => TypeName.Match(name)).Where(match => match.Success).Select(match => match.Groups["type"].Value);

        Assert.Subset(Words.Value, types.ToHashSet());
    }

    // A relative path with a folder or a known extension; not a URL path, a pattern, a media type or a topic with placeholders.
    [GeneratedRegex(@"^(?!/)[\w.\-]+(/[\w.\-]+)*(/|\.(cs|csproj|razor|ts|sql|proto|md|json|yaml|yml|txt|sh|props|css))$")]
    private static partial Regex FilePath { get; }

    [GeneratedRegex(@"^(?<type>[A-Z][a-z0-9]*(?:[A-Z][A-Za-z0-9]*)+)(?:\.\w+)*(?:<.*>)?(?:\(.*\))?$")]
    private static partial Regex TypeName { get; }

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word { get; }

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex Fence { get; }

    [GeneratedRegex("`(?<name>[^`\n]+)`")]
    private static partial Regex Backticked { get; }

    private static IEnumerable<string> Named(string folder)
    {
        var readme = $"{folder}/README.md";
        var text = SourceTree.Exists(readme) ? Fence.Replace(SourceTree.Read(readme), "") : "";
        return Backticked.Matches(text).Select(match => match.Groups["name"].Value);
    }

    private static IEnumerable<string> Places(string folder, string path) => [$"{folder}/{path}", path, $"src/{path}"];
}
