using System.Buffers;
using MiyagiSensing.Mqtt.Codec.Packets;

namespace MiyagiSensing.Mqtt.Client;

/// <summary>Shows the server that the client lives, and notices when the server does not answer.</summary>
internal sealed class ClientPing(TimeSpan keepAlive, ClientOutput output, TimeProvider clock)
{
    // A packet has to leave within each keep-alive (MQTT-3.1.2-20); chosen: a quarter of it is kept for delays.
    private const double PartOfKeepAlive = 0.75;

    private bool _isUnanswered;

    /// <summary>Sends PINGREQ again and again; completes when one was not answered before the next was due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (keepAlive == TimeSpan.Zero)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
        }

        var interval = keepAlive * PartOfKeepAlive;
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken) && !Volatile.Read(ref _isUnanswered))
            {
                Volatile.Write(ref _isUnanswered, true);
                var writing = output.WriteAsync(0, static (bytes, _) => bytes.Write(PingPackets.Request), cancellationToken);
                await writing.AsTask().WaitAsync(interval, clock, cancellationToken);
            }
        }
        catch (TimeoutException)
        {
            // Not even the PINGREQ gets out, which is the same as no answer.
        }
    }

    public void Answered() => Volatile.Write(ref _isUnanswered, false);
}
