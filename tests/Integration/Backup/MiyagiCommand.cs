using MiyagiSensing.Integration.Fixtures;

namespace MiyagiSensing.Integration.Backup;

/// <summary>The command <c>./miyagi</c> as an operator gives it, on the platform that the tests were built with and on ports of its own.</summary>
internal sealed class MiyagiCommand
{
    private static readonly string Root = Path.GetDirectoryName(HostPrograms.Catalog)!;

    private readonly Dictionary<string, string?> _environment;

    public MiyagiCommand()
    {
        MqttPort = FreePort.Next();
        _environment = new Dictionary<string, string?>
        {
            ["MIYAGI_APP"] = Path.GetDirectoryName(HostPrograms.Platform),
            ["MIYAGI_MQTT_PORT"] = $"{MqttPort}",
            ["MIYAGI_HTTP_PORT"] = $"{FreePort.Next()}",
            ["MIYAGI_POSTGRES"] = null,
            ["MIYAGI_INFLUX_URL"] = null,
            ["MIYAGI_ARCHIVE"] = null,
        };
    }

    /// <summary>Where devices connect.</summary>
    public int MqttPort { get; }

    /// <summary>Runs a verb to its end.</summary>
    /// <returns>Its exit code and all that it said.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        await using var program = await ServerProcess.RunAsync([Path.Combine(Root, "miyagi"), .. arguments], Root, _environment, cancellationToken);
        return (program.ExitCode, program.Output);
    }

    /// <summary>Runs a verb that must succeed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public async Task<string> SucceedAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        var (exitCode, output) = await RunAsync(cancellationToken, arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"miyagi {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
    }

    /// <summary>Starts <c>up</c> in the foreground, so that it ends with the tests, and waits until all is ready.</summary>
    public async Task<RunningPlatform> UpAsync(string data, CancellationToken cancellationToken)
    {
        var up = ServerProcess.Start([Path.Combine(Root, "miyagi"), "up", "--data", data], Root, _environment);
        await Eventually.HoldsAsync(
            "up is ready",
            () => up.HasExited ? throw new InvalidOperationException($"up ended with {up.ExitCode}:\n{up.Output}") : up.Output.Contains("MiyagiSensing is up.", StringComparison.Ordinal),
            cancellationToken);
        return new RunningPlatform(up, data);
    }

    /// <summary>A setting of the platform that runs on a data folder.</summary>
    public static string SettingOf(string data, string name) =>
        File.ReadLines(Path.Combine(data, "run", "settings")).Single(line => line.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];
}
