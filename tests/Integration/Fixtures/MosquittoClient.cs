using System.Globalization;

namespace MiyagiSensing.Integration.Fixtures;

/// <summary>The foreign client: <c>mosquitto_pub</c> and <c>mosquitto_sub</c> as programs of their own.</summary>
/// <param name="port">The MQTT port on loopback.</param>
public sealed class MosquittoClient(int port)
{
    /// <summary>MQTT 3.1.1, for the <c>version</c> parameters.</summary>
    public const string Version311 = "311";

    /// <summary>MQTT 5.0, for the <c>version</c> parameters.</summary>
    public const string Version5 = "5";

    /// <summary>Publishes one message and waits for its acknowledgement.</summary>
    /// <param name="login">Who publishes; need not be registered.</param>
    /// <param name="topic">Topic name.</param>
    /// <param name="payload">UTF-8 text.</param>
    /// <param name="version">The protocol's version.</param>
    /// <param name="qualityOfService">0 to 2.</param>
    /// <param name="cancellationToken">Kills the program.</param>
    public Task<MosquittoResult> PublishAsync(
        DeviceLogin login, string topic, string payload, string version, int qualityOfService, CancellationToken cancellationToken) =>
        RunAsync(
            ["mosquitto_pub", .. Connection(login, version), "-q", Text(qualityOfService), "-t", topic, "-m", payload], cancellationToken);

    /// <summary>Waits for the first message on a topic filter, retained ones included; exit code 27 when none came in time.</summary>
    public Task<MosquittoResult> ReceiveOneAsync(
        DeviceLogin login, string filter, string version, TimeSpan deadline, CancellationToken cancellationToken) =>
        RunAsync(
            ["mosquitto_sub", .. Connection(login, version), "-q", "1", "-t", filter, "-C", "1", "-W", Text((int)deadline.TotalSeconds)],
            cancellationToken);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<MosquittoResult> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        await using var program = await ServerProcess.RunAsync(command, "/", null, cancellationToken);
        return new MosquittoResult(program.ExitCode, program.Output);
    }

    private string[] Connection(DeviceLogin login, string version) =>
        ["-h", "127.0.0.1", "-p", Text(port), "-V", version == Version311 ? "mqttv311" : "mqttv5", "-i", login.Device, "-u", login.Device, "-P", login.Secret];
}
