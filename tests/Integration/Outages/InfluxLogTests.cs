using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Outages;

/// <summary>What <c>miyagi up</c> does before it starts InfluxDB 1.x, whose log a crash may have torn.</summary>
public sealed class InfluxLogTests
{
    private const long FirstInstant = 1_795_267_084_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_written_after_a_torn_entry_is_still_there_after_the_next_start()
    {
        await using var server = await InfluxServer.StartAsync(ownServer: true, Cancellation);
        await PostAsync(server, $"query?q=create database {server.Database}", "");
        await WriteAsync(server, 0);

        await server.KillAsync();
        var log = Directory.EnumerateFiles(Path.Combine(server.Folder!, "wal"), "_*.wal", SearchOption.AllDirectories).Single();
        await File.AppendAllBytesAsync(log, [1, 0, 0, 8, 0, .. "torn"u8], Cancellation);
        await SealAsync(server);
        await server.StartAgainAsync(Cancellation);
        await WriteAsync(server, 1);
        await server.KillAsync();
        await SealAsync(server);
        await server.StartAgainAsync(Cancellation);

        var instants = await new InfluxProbe(server.Address, server.Database).InstantsAsync("river", "gauge-1", "stage", Cancellation);
        Assert.Equal([FirstInstant, FirstInstant + 1], instants);
    }

    private static async Task SealAsync(InfluxServer server)
    {
        var data = TemporaryFolder.Create("seal");
        Directory.CreateSymbolicLink(Path.Combine(data, "influx"), server.Folder!);
        var root = Path.GetDirectoryName(HostPrograms.Catalog)!;
        await using var shell = await ServerProcess.RunAsync(
            ["bash", "-euc", "source deploy/cli/servers.sh; seal_influx_log"], root, new Dictionary<string, string?> { ["DATA"] = data, ["ROOT"] = root }, Cancellation);
        Assert.True(shell.ExitCode == 0, shell.Output);
    }

    private static Task WriteAsync(InfluxServer server, int number) =>
        PostAsync(server, $"write?db={server.Database}&precision=ms", $"river,device=gauge-1 stage=1.5 {FirstInstant + number}");

    private static async Task PostAsync(InfluxServer server, string path, string body)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body);
        using var response = await http.PostAsync(new Uri(server.Address, path), content, Cancellation);
        response.EnsureSuccessStatusCode();
    }
}
