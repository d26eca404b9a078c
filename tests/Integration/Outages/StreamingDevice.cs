using System.Globalization;
using System.Text.RegularExpressions;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Outages;

/// <summary>
/// A device that sends one reading after the other with <c>mosquitto_pub</c> (QoS 1, MQTT 5), keeps what is not acknowledged, connects again by
/// itself and sends it again; with a book of its own of what was acknowledged.
/// </summary>
/// <remarks>mosquitto_pub numbers the lines of its input from 1, so packet identifier n is the nth reading; hence at most 65,535 readings.</remarks>
internal sealed partial class StreamingDevice : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<long> _sent = [];
    private readonly HashSet<int> _acknowledged = [];
    private readonly ServerProcess _process;
    private long _next;

    private StreamingDevice(DeviceLogin login, string metric, int port, long firstInstant)
    {
        Login = login;
        Metric = metric;
        _next = firstInstant;
        _process = ServerProcess.Start(
            ["stdbuf", "-oL", "mosquitto_pub", "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-V", "mqttv5",
                "-i", login.Device, "-u", login.Device, "-P", login.Secret, "-q", "1", "-t", login.Topic("telemetry"), "-l", "-d"],
            "/",
            onLine: Note);
    }

    /// <summary>Who it is.</summary>
    public DeviceLogin Login { get; }

    /// <summary>The one metric that it measures.</summary>
    public string Metric { get; }

    /// <summary>How many readings have been acknowledged so far.</summary>
    public int AcknowledgedCount
    {
        get
        {
            lock (_gate)
            {
                return _acknowledged.Count;
            }
        }
    }

    /// <summary>Connects. Its readings are one millisecond apart, from <paramref name="firstInstant"/> (Unix ms).</summary>
    public static StreamingDevice Start(DeviceLogin login, string metric, int port, long firstInstant) => new(login, metric, port, firstInstant);

    /// <summary>The instants (Unix ms) of all acknowledged readings, in order.</summary>
    public IReadOnlyList<long> Acknowledged()
    {
        lock (_gate)
        {
            return [.. _acknowledged.Order().Select(identifier => _sent[identifier - 1])];
        }
    }

    /// <summary>The instants (Unix ms) of all readings, in order.</summary>
    public IReadOnlyList<long> Sent()
    {
        lock (_gate)
        {
            return [.. _sent];
        }
    }

    /// <summary>Measures and sends the next readings.</summary>
    public async Task SendAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var instant = _next++;
            lock (_gate)
            {
                _sent.Add(instant);
            }

            await _process.Input.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $$"""{"ts":{{instant}},"m":{"{{Metric}}":{{instant % 100 / 100.0}}} }"""));
        }

        await _process.Input.FlushAsync();
    }

    /// <summary>Sends nothing new and waits until everything has been acknowledged.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        _process.Input.Close();
        await Eventually.HoldsAsync($"{Login.Device} has delivered everything", () => _process.HasExited, cancellationToken);
        await _process.ExitAsync(cancellationToken);
        Assert.True(_process.ExitCode == 0, $"mosquitto_pub ended with {_process.ExitCode}:\n{_process.Output}");
        Assert.Equal(Sent(), Acknowledged());
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // RC 0x10 (no matching subscribers) is a success too: MQTT 5.0 section 3.4.2.1.
    [GeneratedRegex(@"received PUBACK \(Mid: (\d+), RC:(0|16)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Acknowledgement();

    private void Note(string line)
    {
        if (Acknowledgement().Match(line) is { Success: true } match)
        {
            lock (_gate)
            {
                _acknowledged.Add(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            }
        }
    }
}
