using Xunit;

namespace MiyagiSensing.Unit.Architecture;

/// <summary>Files that can be read in one go.</summary>
public sealed class SizeTests
{
    private const int MaxSourceLines = 400;
    private const int MaxTestLines = 500;

    private static readonly string[] Sources = [".cs", ".razor", ".ts", ".sql", ".proto"];

    [Fact]
    public void No_source_file_is_longer_than_400_lines() => Assert.Empty(TooLong(["src", "simulators", "bench"], MaxSourceLines));

    [Fact]
    public void No_test_file_is_longer_than_500_lines() => Assert.Empty(TooLong(["tests"], MaxTestLines));

    private static IEnumerable<string> TooLong(string[] folders, int maxLines) =>
        from folder in folders
        from file in SourceTree.Files(folder, Sources)
        let lines = SourceTree.LineCount(file)
        where lines > maxLines
        select $"{file} has {lines} lines";
}
