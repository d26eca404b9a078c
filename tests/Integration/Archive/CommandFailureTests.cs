using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Archive;

/// <summary>A command that may not do what it must says so in a line, like every other failure that people can mend.</summary>
public sealed class CommandFailureTests
{
    [Fact]
    public async Task What_is_not_permitted_is_one_line_and_status_1()
    {
        // Nobody may read a folder as a file.
        await using var command = await ServerProcess.RunAsync([HostPrograms.Platform, "device", "import", Path.GetTempPath()], "/", null, TestContext.Current.CancellationToken);

        Assert.Equal(1, command.ExitCode);
        Assert.Contains("is denied. Give the account", Assert.Single(command.Output.Split('\n')), StringComparison.Ordinal);
    }
}
