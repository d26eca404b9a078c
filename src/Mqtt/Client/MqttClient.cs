using System.IO.Pipelines;
using System.Text;
using System.Threading.Channels;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using MiyagiSensing.Mqtt.Codec.Properties;
using MiyagiSensing.Mqtt.Topics;

namespace MiyagiSensing.Mqtt.Client;

/// <summary>
/// One connection to an MQTT server, QoS 0 and 1. It does not connect again: when <see cref="Closed"/> completes, make a new one. All members may be called from
/// any thread. Whoever connects disposes.
/// </summary>
public sealed class MqttClient : IAsyncDisposable
{
    private readonly MqttClientOptions _options;
    private readonly Stream _stream;
    private readonly PipeReader _input;
    private readonly ClientOutput _output;
    private readonly ClientPing _ping;
    private readonly PendingReplies _replies;
    private readonly Channel<ReceivedMessage> _messages;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<MqttReasonCode> _running;
    private long _dropped;
    private int _isDisconnecting;

    private MqttClient(MqttClientOptions options, Stream stream, PipeReader input, ConnackPacket connack)
    {
        _options = options;
        _stream = stream;
        _input = input;
        _output = new ClientOutput(stream);
        var keepAlive = connack.Properties?.Number(MqttProperty.ServerKeepAlive) is { } seconds ? TimeSpan.FromSeconds(seconds) : options.KeepAlive;
        _ping = new ClientPing(keepAlive, _output, options.Clock);
        ClientId = connack.Properties?.Text(MqttProperty.AssignedClientIdentifier) ?? options.ClientId;
        MaximumInFlight = (int)Math.Min(connack.Properties?.Number(MqttProperty.ReceiveMaximum) ?? ushort.MaxValue, options.MaximumInFlight);
        _replies = new PendingReplies(MaximumInFlight);
        _messages = Channel.CreateBounded<ReceivedMessage>(
            new BoundedChannelOptions(options.MaximumWaitingMessages) { FullMode = BoundedChannelFullMode.DropOldest, SingleWriter = true },
            _ => Interlocked.Increment(ref _dropped));
        _running = RunAsync();
    }

    /// <summary>Client identifier in use: the option's, or the one that the server has chosen.</summary>
    public string ClientId { get; }

    /// <summary>QoS 1 messages that may be on their way at once, 1 to 65,535.</summary>
    public int MaximumInFlight { get; }

    /// <summary>Messages of the subscriptions in order of arrival; completed when the connection has ended.</summary>
    public ChannelReader<ReceivedMessage> Messages => _messages.Reader;

    /// <summary>How many messages were dropped because <see cref="Messages"/> was not read in time.</summary>
    public long DroppedMessages => Interlocked.Read(ref _dropped);

    /// <summary>
    /// Completes, and never fails, when the connection has ended: with success after <see cref="DisconnectAsync"/>, with the server's reason after its DISCONNECT,
    /// with the reason of the client's own complaint, or with <see cref="MqttReasonCode.UnspecifiedError"/> when the connection was lost.
    /// </summary>
    public Task<MqttReasonCode> Closed => _running;

    /// <summary>Connects and waits for the server's yes.</summary>
    /// <exception cref="MqttConnectRefusedException">The server says no.</exception>
    /// <exception cref="IOException">The connection failed or the server did not keep to the protocol.</exception>
    /// <exception cref="TimeoutException">No CONNACK within <see cref="MqttClientOptions.ConnectTimeout"/>.</exception>
    public static async Task<MqttClient> ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        Stream? stream = null;
        try
        {
            stream = await ClientTransport.OpenAsync(options, either.Token);
            var input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
            var connack = await ClientConnecting.ConnectAsync(stream, input, options, either.Token);
            var client = new MqttClient(options, stream, input, connack);
            stream = null;
            return client;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The MQTT server did not answer in time.");
        }
        finally
        {
            if (stream is not null)
            {
                await stream.DisposeAsync();
            }
        }
    }

    /// <summary>Publishes one message. At QoS 1 it completes on the PUBACK, at QoS 0 when the packet is on its way; waits while the window is full.</summary>
    /// <param name="topic">Topic name without wildcards, at most 65,535 bytes of UTF-8.</param>
    /// <param name="payload">Payload; not used any more when the task completes.</param>
    /// <param name="qualityOfService">QoS 0 or 1.</param>
    /// <param name="cancellationToken">Ends the wait; a message that is already on its way is not called back.</param>
    /// <param name="retain">RETAIN flag.</param>
    /// <returns>The PUBACK's reason code; success at QoS 0.</returns>
    /// <exception cref="MqttConnectionEndedException">The connection ended before the PUBACK.</exception>
    public async Task<MqttReasonCode> PublishAsync(
        string topic, ReadOnlyMemory<byte> payload, MqttQualityOfService qualityOfService, CancellationToken cancellationToken, bool retain = false)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((byte)qualityOfService, (byte)MqttQualityOfService.AtLeastOnce, nameof(qualityOfService));
        if (!TopicName.IsValid(topic))
        {
            throw new ArgumentException("Not a topic name.", nameof(topic));
        }

        var utf8 = Encoding.UTF8.GetBytes(topic);
        if (qualityOfService == MqttQualityOfService.AtMostOnce)
        {
            await WriteAsync(0);
            return MqttReasonCode.Success;
        }

        var (packetId, reply) = await _replies.AddAsync(cancellationToken);
        try
        {
            await WriteAsync(packetId);
        }
        catch
        {
            _replies.Abandon(packetId);
            throw;
        }

        return await reply.WaitAsync(cancellationToken);

        ValueTask WriteAsync(ushort id) => _output.WriteAsync(
            (_options.Version, Topic: utf8, Payload: payload, Quality: qualityOfService, Id: id, Retain: retain),
            static (output, it) => PublishWriter.Write(output, it.Version, it.Topic, it.Payload.Span, it.Quality, it.Id, it.Retain),
            cancellationToken);
    }

    /// <summary>Subscribes to one topic filter at QoS 0 or 1.</summary>
    /// <returns>Granted QoS, or the failure.</returns>
    /// <exception cref="MqttConnectionEndedException">The connection ended before the SUBACK.</exception>
    public async Task<MqttReasonCode> SubscribeAsync(string topicFilter, MqttQualityOfService qualityOfService, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((byte)qualityOfService, (byte)MqttQualityOfService.AtLeastOnce, nameof(qualityOfService));
        if (!TopicFilter.IsValid(topicFilter))
        {
            throw new ArgumentException("Not a topic filter.", nameof(topicFilter));
        }

        var (packetId, reply) = await _replies.AddAsync(cancellationToken);
        var packet = new SubscribePacket { PacketId = packetId, Subscriptions = [new SubscriptionRequest(topicFilter, qualityOfService)] };
        try
        {
            await _output.WriteAsync((_options.Version, packet), static (output, it) => SubscribeWriter.Write(output, it.Version, it.packet), cancellationToken);
        }
        catch
        {
            _replies.Abandon(packetId);
            throw;
        }

        return await reply.WaitAsync(cancellationToken);
    }

    /// <summary>Ends the connection politely, so that the will is not published, and waits for its end.</summary>
    public async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isDisconnecting, 1) == 0 && !_running.IsCompleted)
        {
            try
            {
                var packet = new ReasonPacket(MqttPacketType.Disconnect);
                await _output.WriteAsync((_options.Version, packet), static (output, it) => ReasonPacketWriter.Write(output, it.Version, it.packet), cancellationToken);
                await _output.CompleteAsync();
            }
            catch (MqttConnectionEndedException)
            {
                // It has ended by itself; there is nothing left to say.
            }
        }

        await _running.WaitAsync(cancellationToken);
    }

    /// <summary>Closes the connection. Without <see cref="DisconnectAsync"/> before, the server sees it as lost and publishes the will.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _output.Dispose();
        _replies.Dispose();
        _stop.Dispose();
    }

    private async Task<MqttReasonCode> RunAsync()
    {
        var reading = new ClientReadLoop(_input, _options, _replies, _output, _ping, _messages.Writer).RunAsync(_stop.Token);
        var sending = _output.SendAsync(_stop.Token);
        var pinging = _ping.RunAsync(_stop.Token);
        var reason = MqttReasonCode.KeepAliveTimeout;
        if (await Task.WhenAny(reading, sending, pinging) != pinging)
        {
            // When sending has ended first, be it with our DISCONNECT or with a failure, the server closes its side, and may say why.
            reason = await ReasonOfAsync(reading);
        }

        await _stop.CancelAsync();
        await _stream.DisposeAsync();
        await SettleAsync(reading);
        await SettleAsync(sending);
        await SettleAsync(pinging);
        await _input.CompleteAsync();
        reason = Volatile.Read(ref _isDisconnecting) == 1 ? MqttReasonCode.Success : reason;
        _replies.End(reason);
        _messages.Writer.TryComplete();
        return reason;
    }

    private async Task<MqttReasonCode> ReasonOfAsync(Task<MqttReasonCode> reading)
    {
        try
        {
            return await reading.WaitAsync(_options.ConnectTimeout, _options.Clock);
        }
        catch (Exception exception) when (exception is TimeoutException || TransportFailures.Is(exception))
        {
            return MqttReasonCode.UnspecifiedError;
        }
    }

    private static async Task SettleAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception) when (TransportFailures.Is(exception))
        {
            // All three fail when the stream goes; the reason has been found out before.
        }
    }
}
