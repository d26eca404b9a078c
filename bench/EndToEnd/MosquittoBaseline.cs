using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Simulators.Load;

namespace MiyagiSensing.Bench.EndToEnd;

/// <summary>
/// The same load on mosquitto, which acknowledges from memory: unlimited queue, no persistence, one QoS 1 subscriber that takes everything. What an MQTT broker alone reaches on this machine now.
/// </summary>
internal static class MosquittoBaseline
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(10);

    /// <summary>Runs the load.</summary>
    public static async Task<LoadReport> RunAsync(IReadOnlyList<DeviceAccount> accounts, LoadOptions options, TimeSpan length, TimeProvider clock, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var folder = Directory.CreateTempSubdirectory("miyagi-mosquitto-");
        try
        {
            var configuration = Path.Combine(folder.FullName, "mosquitto.conf");
            await File.WriteAllTextAsync(
                configuration,
                string.Create(CultureInfo.InvariantCulture, $"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\nmax_queued_messages 0\nmax_inflight_messages 0\nlog_type error\n"),
                cancellationToken);
            using var broker = Start(File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto", ["-c", configuration]);
            try
            {
                await WaitForAsync(port, clock, cancellationToken);
                using var subscriber = Start("mosquitto_sub", ["-p", port.ToString(CultureInfo.InvariantCulture), "-q", "1", "-t", "#", "-F", ""]);
                try
                {
                    using var run = new LoadRun(accounts, options with { Port = port }, clock);
                    return await run.RunAsync(length, TimeSpan.FromSeconds(30), cancellationToken);
                }
                finally
                {
                    subscriber.Kill();
                    await subscriber.WaitForExitAsync(CancellationToken.None);
                }
            }
            finally
            {
                broker.Kill();
                await broker.WaitForExitAsync(CancellationToken.None);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(string program, string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        // Read and thrown away: a full pipe would stop the program.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task WaitForAsync(int port, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var began = clock.GetTimestamp(); ;)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException) when (clock.GetElapsedTime(began) < StartsWithin)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), clock, cancellationToken);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
