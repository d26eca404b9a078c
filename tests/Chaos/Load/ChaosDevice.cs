using System.Net.Sockets;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Client;
using MiyagiSensing.Mqtt.Codec;

namespace MiyagiSensing.Chaos.Load;

/// <summary>
/// A device on a bad line: keeps what is not acknowledged, and sends it again after each new connection, unchanged and in order. What was acknowledged is its own log, which the audit compares.
/// </summary>
internal sealed class ChaosDevice(DeviceKey key, Voice voice, MqttVersion version, TimeSpan interval, int port, Random random, TimeProvider clock)
{
    /// <summary>Messages without an acknowledgement before the device waits. Chosen: with all devices a few MB of payload against a platform that can't store.</summary>
    private const int Window = 60;

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly LinkedList<Message> _waiting = [];
    private List<Message> _acknowledged = [];
    private long _answeredAt;
    private volatile bool _isSpeaking;

    /// <summary>Who it is.</summary>
    public DeviceKey Key => key;

    /// <summary>What it says.</summary>
    public Voice Voice => voice;

    /// <summary>True while it measures; else it only gets rid of what it has.</summary>
    public bool IsSpeaking
    {
        get => _isSpeaking;
        set => _isSpeaking = value;
    }

    /// <summary>What the platform refused, which it must not; null for nothing.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Messages without an acknowledgement.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Messages acknowledged since the log was last taken.</summary>
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

    /// <summary>What was acknowledged since the last call; the log begins anew.</summary>
    public List<Message> TakeAcknowledged()
    {
        lock (_gate)
        {
            (var taken, _acknowledged) = (_acknowledged, []);
            return taken;
        }
    }

    /// <summary>True while it has a connection.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>Connects, sends and connects again until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var pause = TimeSpan.Zero; !cancellationToken.IsCancellationRequested; pause = TimeSpan.FromMilliseconds(100 + random.Next(200)))
        {
            try
            {
                await Eventually.LastsAsync(pause, cancellationToken);
                var client = await MqttClient.ConnectAsync(
                    new MqttClientOptions
                    {
                        Host = "127.0.0.1",
                        Port = port,
                        ClientId = key.Device,
                        UserName = key.Device,
                        Password = key.Secret,
                        Version = version,
                        ConnectTimeout = AnswerTimeout,
                    },
                    cancellationToken);
                await ServeAsync(client, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is IOException or SocketException or TimeoutException or OperationCanceledException or MqttConnectRefusedException)
            {
                // Whatever happened to the connection: what is not acknowledged is still there.
            }
        }
    }

    private async Task ServeAsync(MqttClient client, CancellationToken cancellationToken)
    {
        IsConnected = true;
        List<Task> sending = [];
        Message[] again;
        lock (_gate)
        {
            again = [.. _waiting];
            _answeredAt = clock.GetTimestamp();
        }

        sending.AddRange(again.Select(message => SendAsync(client, message, cancellationToken)));
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            while (!client.Closed.IsCompleted && await timer.WaitForNextTickAsync(cancellationToken))
            {
                sending.RemoveAll(task => task.IsCompleted);
                if (WaitingCount == 0)
                {
                    _answeredAt = clock.GetTimestamp();
                }
                else if (clock.GetElapsedTime(_answeredAt) > AnswerTimeout)
                {
                    return;
                }

                if (!_isSpeaking || WaitingCount >= Window)
                {
                    continue;
                }

                foreach (var message in voice.Speak(clock.GetUtcNow().ToUnixTimeMilliseconds()))
                {
                    lock (_gate)
                    {
                        _waiting.AddLast(message);
                    }

                    sending.Add(SendAsync(client, message, cancellationToken));
                }
            }
        }
        finally
        {
            IsConnected = false;
            await client.DisposeAsync();
            await Task.WhenAll(sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SendAsync(MqttClient client, Message message, CancellationToken cancellationToken)
    {
        message.Attempts++;
        MqttReasonCode answer;
        try
        {
            answer = await client.PublishAsync(key.Topic, message.Payload, MqttQualityOfService.AtLeastOnce, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or MqttConnectionEndedException)
        {
            return;
        }

        _answeredAt = clock.GetTimestamp();
        if (answer >= MqttReasonCode.UnspecifiedError)
        {
            Refusal = $"{key.Device}: a PUBLISH was answered with {answer}";
            return;
        }

        lock (_gate)
        {
            if (_waiting.Remove(message))
            {
                _acknowledged.Add(message);
            }
        }
    }
}
