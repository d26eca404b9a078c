using System.Text.RegularExpressions;
using Xunit;

namespace MiyagiSensing.Unit.Architecture;

/// <summary>Which project may reference what. Stages never reference each other: they meet in Domain/Ports, and Host joins them.</summary>
public sealed partial class ArrowTests
{
    private const int MaxPorts = 7;

    // Project to the projects and the packages it may reference. Host joins all projects, so only it has them all.
    private static readonly Dictionary<string, (string[] Projects, string[] Packages)> Allowed = new()
    {
        ["Domain"] = ([], []),
        ["Mqtt"] = ([], []),
        ["Grpc"] = ([], ["Google.Protobuf", "Grpc.Tools"]),
        ["Gateway"] = (["Domain", "Mqtt"], []),
        ["Ingest"] = (["Domain"], ["System.Reactive"]),
        ["EventStore"] = (["Domain"], ["Npgsql"]),
        ["Projections"] = (["Domain"], ["Npgsql"]),
        ["Api"] = (["Domain", "Projections", "Grpc"], []),
        ["Dashboard"] = (["Domain", "Projections"], []),
        ["Host"] =
        (
            ["Domain", "Mqtt", "Gateway", "Ingest", "EventStore", "Projections", "Grpc", "Api", "Dashboard"],
            [
                "Npgsql", "OpenTelemetry", "OpenTelemetry.Api.ProviderBuilderExtensions", "OpenTelemetry.Exporter.OpenTelemetryProtocol",
                "Spectre.Console", "System.CommandLine", "YamlDotNet",
            ]
        ),
        ["Simulators"] = (["Domain", "Mqtt"], ["Spectre.Console", "System.CommandLine", "YamlDotNet"]),
    };

    private static readonly string[] Folders = ["src", "simulators"];

    private static readonly Project[] Projects =
        [.. Folders.SelectMany(folder => SourceTree.Files(folder, ".csproj")).Select(Project.Read)];

    [GeneratedRegex("""<Reference |<Import Project="\.\.""")]
    private static partial Regex Smuggled { get; }

    [Fact]
    public void Every_project_is_in_the_table() =>
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), Projects.Select(project => project.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void No_project_references_one_that_the_table_does_not_draw() => Assert.Empty(
        from project in Projects
        from reference in project.Projects.Except(Allowed[project.Name].Projects)
        select $"{project.Name} may not reference {reference}");

    [Fact]
    public void No_project_references_a_package_that_the_table_does_not_name() => Assert.Empty(
        from project in Projects
        from package in project.Packages.Except(Allowed[project.Name].Packages)
        select $"{project.Name} may not reference the package {package}");

    [Fact]
    public void Nothing_is_referenced_past_the_project_file() => Assert.Empty(
        from folder in Folders
        from file in SourceTree.Files(folder, ".csproj", ".props", ".targets")
        where Smuggled.IsMatch(SourceTree.Read(file)) || (!file.EndsWith(".csproj", StringComparison.Ordinal) && Project.Read(file).HasReferences)
        select $"{file} references an assembly, imports from outside its folder, or has references of its own");

    [Fact]
    public void The_stages_meet_at_no_more_than_seven_interfaces() => Assert.InRange(
        SourceTree.Files("src/Domain/Ports", ".cs").Count(file => Path.GetFileName(file) is ['I', >= 'A' and <= 'Z', ..]
            && SourceTree.Read(file).Contains("public interface ", StringComparison.Ordinal)),
        1,
        MaxPorts);
}
