using System.Globalization;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Backup;

/// <summary><c>./miyagi up</c> on a data folder whose earlier run is just on its way out.</summary>
public sealed class UpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Up_right_after_the_platform_was_killed_waits_for_the_end_of_the_earlier_run()
    {
        var miyagi = new MiyagiCommand();
        var data = TemporaryFolder.Create("up");
        await using var killed = await miyagi.UpAsync(data, Cancellation);

        ServerProcess.Send(int.Parse((await File.ReadAllTextAsync(Path.Combine(data, "run", "platform.pid"), Cancellation)).Split(' ')[0], CultureInfo.InvariantCulture), ServerProcess.Kill);
        await using var second = await miyagi.UpAsync(data, Cancellation);
        var (exitCode, output) = await miyagi.RunAsync(Cancellation, "up", "--data", data);

        Assert.Equal(1, exitCode);
        Assert.Contains("already running", output, StringComparison.Ordinal);
        Assert.True(await second.StopAsync());
    }
}
