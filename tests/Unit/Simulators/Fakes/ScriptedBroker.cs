using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;

namespace MiyagiSensing.Unit.Simulators.Fakes;

/// <summary>An MQTT server on loopback that lets everybody in (or nobody) and answers each PUBLISH as its script says.</summary>
internal sealed class ScriptedBroker : IAsyncDisposable
{
    private const int MaximumPacketBytes = 1 << 20;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<int, int, BrokerAnswer> _answer;
    private readonly MqttReasonCode _signIn;
    private readonly Lock _gate = new();
    private readonly List<BrokerMessage> _messages = [];
    private readonly List<(Func<IReadOnlyList<BrokerMessage>, bool> Holds, TaskCompletionSource Signal)> _waiting = [];
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;

    /// <summary>Starts to listen.</summary>
    /// <param name="answer">Number of the connection and of the PUBLISH within it, both from 0, to what is done with it; acknowledges all by default.</param>
    /// <param name="signIn">The CONNACK's reason.</param>
    public ScriptedBroker(Func<int, int, BrokerAnswer>? answer = null, MqttReasonCode signIn = MqttReasonCode.Success)
    {
        (_answer, _signIn) = (answer ?? ((_, _) => BrokerAnswer.Acknowledge), signIn);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What has arrived so far, in order.</summary>
    public IReadOnlyList<BrokerMessage> Messages
    {
        get
        {
            lock (_gate)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>Completes when what has arrived satisfies the condition.</summary>
    public Task WhenAsync(Func<IReadOnlyList<BrokerMessage>, bool> holds, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (holds(_messages))
            {
                return Task.CompletedTask;
            }

            var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((holds, signal));
            return signal.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            for (var number = 0; ; number++)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _connections.Add(ServeAsync(socket, number));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        var input = PipeReader.Create(stream);
        var (version, publishes) = (MqttVersion.Mqtt5, 0);
        try
        {
            while (true)
            {
                var result = await input.ReadAsync(_stop.Token);
                var rest = result.Buffer;
                var output = new ArrayBufferWriter<byte>();
                var goesOn = true;
                while (goesOn && MqttFrameReader.TryRead(rest, MaximumPacketBytes, out var frame, out var consumed, out _) == MqttReadOutcome.Complete)
                {
                    goesOn = Answer(frame, number, ref version, ref publishes, output);
                    rest = rest.Slice(consumed);
                }

                input.AdvanceTo(rest.Start, rest.End);
                await stream.WriteAsync(output.WrittenMemory, _stop.Token);
                if (!goesOn || result.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client has gone, or the test is over.
        }
    }

    private bool Answer(in MqttFrame frame, int number, ref MqttVersion version, ref int publishes, ArrayBufferWriter<byte> output)
    {
        switch (frame.Type)
        {
            case MqttPacketType.Connect when ConnectReader.TryRead(frame, out var connect, out _):
                version = connect.Version;
                ConnackWriter.Write(output, version, new ConnackPacket { ReasonCode = _signIn });
                return _signIn == MqttReasonCode.Success;
            case MqttPacketType.Publish when PublishReader.TryRead(frame, version, out var publish, out _):
                var answer = _answer(number, publishes++);
                var message = new BrokerMessage(number, Encoding.UTF8.GetString(publish.Topic), Encoding.UTF8.GetString(publish.Payload), answer);
                if (answer == BrokerAnswer.Acknowledge)
                {
                    var length = AcknowledgementWriter.Write(
                        output.GetSpan(AcknowledgementWriter.MaximumBytes), MqttPacketType.Puback, version, publish.PacketId, MqttReasonCode.Success);
                    output.Advance(length);
                }

                Note(message);
                return answer != BrokerAnswer.Close;
            case MqttPacketType.Pingreq:
                output.Write(PingPackets.Response);
                return true;
            default:
                return false;
        }
    }

    private void Note(BrokerMessage message)
    {
        lock (_gate)
        {
            _messages.Add(message);
            foreach (var (_, signal) in _waiting.Where(waiting => waiting.Holds(_messages)))
            {
                signal.TrySetResult();
            }
        }
    }
}
