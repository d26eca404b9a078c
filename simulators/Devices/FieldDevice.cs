using System.Net.Sockets;
using System.Threading.Channels;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Client;

namespace MiyagiSensing.Simulators.Devices;

/// <summary>
/// A device with its own MQTT connection and a store: what is not acknowledged is kept, in order, and sent again after the next connect, with the same instants.
/// </summary>
public sealed class FieldDevice(DeviceAccount account, string host, int port, TimeProvider clock, Random random, DeviceCounters counters)
{
    /// <summary>Messages kept while nothing is acknowledged; a real logger's memory. Full, the oldest goes, and is counted as dropped.</summary>
    public const int StoreCapacity = 20_000;

    /// <summary>Messages on their way at once. Chosen: below every server's receive maximum.</summary>
    private const int Window = 16;

    private static readonly TimeSpan AcknowledgeTimeout = TimeSpan.FromSeconds(10);

    private readonly LinkedList<OutgoingMessage> _store = [];
    /// <summary>Raised when something has been measured; full means raised already.</summary>
    private readonly Channel<bool> _something = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>How many messages at the head of the store have been sent before.</summary>
    private int _tried;

    /// <summary>Device id.</summary>
    public string Device => account.Device;

    /// <summary>True when everything measured has been acknowledged.</summary>
    public bool IsDrained
    {
        get
        {
            lock (_store)
            {
                return _store.Count == 0;
            }
        }
    }

    /// <summary>Takes a measurement into the store; it leaves as soon as it can.</summary>
    /// <param name="kind"><c>telemetry</c>, <c>event</c> or <c>status</c>.</param>
    /// <param name="payload">JSON, UTF-8.</param>
    /// <param name="readings">How many readings it carries.</param>
    public void Measure(string kind, byte[] payload, int readings)
    {
        counters.Published(readings);
        lock (_store)
        {
            _store.AddLast(new OutgoingMessage($"miyagi/v1/{account.Domain}/{account.Device}/{kind}", payload, readings));
            if (_store.Count > StoreCapacity)
            {
                counters.Dropped(_store.First!.Value.Readings);
                _store.RemoveFirst();
                _tried = Math.Max(_tried - 1, 0);
            }
        }

        _something.Writer.TryWrite(true);
    }

    /// <summary>Connects, sends and connects again until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; !cancellationToken.IsCancellationRequested;)
        {
            try
            {
                await using var client = await MqttClient.ConnectAsync(
                    new MqttClientOptions { Host = host, Port = port, ClientId = account.Device, UserName = account.Device, Password = account.Secret }, cancellationToken);
                counters.Connected();
                failures = 0;
                while (await SendNextAsync(client, cancellationToken))
                {
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (MqttConnectRefusedException exception)
            {
                counters.Refused($"{account.Device}: {exception.Message}");
            }
            catch (Exception exception) when (exception is IOException or SocketException or TimeoutException or OperationCanceledException)
            {
                counters.Disconnected();
            }

            // Devices that lost one server do not all come back in the same instant.
            failures++;
            var wait = TimeSpan.FromMilliseconds(Math.Min(200 << Math.Min(failures, 4), 3_000) * (0.5 + random.NextDouble()));
            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends what stands first in the store and removes what was acknowledged; false when the connection is of no more use.</summary>
    private async Task<bool> SendNextAsync(MqttClient client, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<OutgoingMessage> next;
        lock (_store)
        {
            next = [.. _store.Take(Window)];
            counters.Resent(Math.Min(_tried, next.Count));
            _tried = Math.Max(_tried, next.Count);
        }

        if (next.Count == 0)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var ended = await Task.WhenAny(_something.Reader.ReadAsync(waiting.Token).AsTask(), client.Closed);
            await waiting.CancelAsync();
            return ended != client.Closed;
        }

        var answers = await Task.WhenAll(next.Select(message => client.PublishAsync(message.Topic, message.Payload, MqttQualityOfService.AtLeastOnce, cancellationToken)))
            .WaitAsync(AcknowledgeTimeout, clock, cancellationToken);
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i] >= MqttReasonCode.UnspecifiedError)
            {
                counters.Refused($"{account.Device}: PUBLISH to {next[i].Topic} answered {answers[i]}");
                return false;
            }

            lock (_store)
            {
                _store.Remove(next[i]);
                _tried = Math.Max(_tried - 1, 0);
            }

            counters.Acknowledged(next[i].Readings);
        }

        return true;
    }
}
