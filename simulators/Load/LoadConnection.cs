using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using MiyagiSensing.Simulators.Devices;

namespace MiyagiSensing.Simulators.Load;

/// <summary>
/// One connection of the load: writes as many PUBLISHes as the window allows, reads PUBACKs in bulk. Reading k of the device was measured k ms after its first one, and its value
/// follows from k, so that what is sent again is the same. PUBACKs come in order, so "acknowledged" is a number.
/// </summary>
/// <param name="account">The device.</param>
/// <param name="options">What to send; the rate is this connection's own.</param>
/// <param name="phase">0 to 1: where in the interval between two readings of a given rate this connection sends, so that connections do not all speak at once.</param>
/// <param name="firstInstant">Instant of the first reading, Unix time in ms.</param>
/// <param name="clock">The real clock.</param>
/// <param name="begin">Timestamp of the common beginning.</param>
internal sealed class LoadConnection(DeviceAccount account, LoadOptions options, double phase, long firstInstant, TimeProvider clock, Task<long> begin)
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(200);

    /// <summary>How far ahead of the clock a reading may be, ms. The platform sets aside what is five minutes ahead.</summary>
    private const long MaximumLeadMilliseconds = 60_000;

    /// <summary>Shortest wait for the next reading that is due. Chosen: as fine as timers are.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly PublishTemplate _template = new($"miyagi/v1/{account.Domain}/{account.Device}/telemetry");
    private readonly long[] _sentAt = new long[options.Window];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sent;
    private long _acknowledged;

    /// <summary>Readings acknowledged: all from the first one on.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Readings sent at least once.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Completes when the device is signed in, or has given up.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Device id.</summary>
    public string Device => account.Device;

    /// <summary>Times from PUBLISH to PUBACK; read when the run has ended.</summary>
    public LatencyHistogram Latencies { get; } = new();

    /// <summary>Why the connection ended before it was told to; null when it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Runs until cancelled; with <see cref="LoadOptions.Reconnect"/> over losses of the connection.</summary>
    /// <param name="measuring">Cancelled when no new readings are to be sent; what is on its way is still waited for.</param>
    /// <param name="cancellationToken">Ends at once.</param>
    public async Task RunAsync(CancellationToken measuring, CancellationToken cancellationToken)
    {
        await RunUntilDoneAsync(measuring, cancellationToken);
        _ready.TrySetResult();
    }

    private async Task RunUntilDoneAsync(CancellationToken measuring, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(options.Host, options.Port, cancellationToken);
                await SignInAsync(socket, cancellationToken);
                _ready.TrySetResult();
                await PumpAsync(socket, await begin.WaitAsync(cancellationToken), measuring, cancellationToken);
                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                if (!options.Reconnect)
                {
                    Failure = exception.Message;
                    return;
                }
            }

            await Task.Delay(Retry, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SignInAsync(Socket socket, CancellationToken cancellationToken)
    {
        // CONNECT, MQTT 3.1.1 section 3.1: clean session, user name, password, keep-alive 60 s.
        List<byte> body = [0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 0b1100_0010, 0, 60];
        foreach (var text in new[] { account.Device, account.Device, account.Secret })
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            body.AddRange([(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes]);
        }

        byte[] length = body.Count < 128 ? [(byte)body.Count] : [(byte)((body.Count % 128) | 0x80), (byte)(body.Count / 128)];
        await socket.SendAsync((byte[])[0x10, .. length, .. body], cancellationToken);
        var answer = new byte[4];
        for (var read = 0; read < answer.Length;)
        {
            var got = await socket.ReceiveAsync(answer.AsMemory(read), cancellationToken);
            read += got > 0 ? got : throw new IOException("closed before the CONNACK");
        }

        if (answer[3] != 0)
        {
            throw new IOException($"CONNACK refuses {account.Device} with code {answer[3]}");
        }
    }

    private async Task PumpAsync(Socket socket, long began, CancellationToken measuring, CancellationToken cancellationToken)
    {
        var output = ArrayPool<byte>.Shared.Rent(_template.Length * options.Window);
        var input = new byte[4 * options.Window];
        var pending = 0;
        var next = Acknowledged;
        Task<int>? receiving = null;
        try
        {
            while (true)
            {
                var length = 0;
                // What was sent before a loss is sent again even when measuring has ended.
                var limit = Math.Min(Acknowledged + options.Window, measuring.IsCancellationRequested ? Sent : Math.Max(Due(began), Sent));
                var now = clock.GetTimestamp();
                for (; next < limit; next++)
                {
                    _template.Write(output.AsSpan(length), PacketId(next), firstInstant + next, Value(next));
                    _sentAt[next % options.Window] = now;
                    length += _template.Length;
                }

                Interlocked.Exchange(ref _sent, Math.Max(Sent, next));
                if (length > 0)
                {
                    await socket.SendAsync(output.AsMemory(0, length), cancellationToken);
                }

                if (next == Acknowledged && measuring.IsCancellationRequested)
                {
                    return;
                }

                if (next < Acknowledged + options.Window && !measuring.IsCancellationRequested)
                {
                    // There is room but nothing is due: whichever comes first, an acknowledgement or the next reading's time.
                    receiving ??= socket.ReceiveAsync(input.AsMemory(pending), cancellationToken).AsTask();
                    await Task.WhenAny(receiving, Task.Delay(UntilDue(next, began), clock, measuring));
                    if (!receiving.IsCompleted)
                    {
                        continue;
                    }
                }

                var got = receiving is null ? await socket.ReceiveAsync(input.AsMemory(pending), cancellationToken) : await receiving;
                receiving = null;
                if (got == 0)
                {
                    throw new IOException("closed by the server");
                }

                pending = TakeAcknowledgements(input, pending + got);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(output);
        }
    }

    /// <summary>How many readings may have been sent by now: what the rate allows, and no reading far ahead of the clock.</summary>
    private long Due(long began) => Math.Min(
        clock.GetUtcNow().ToUnixTimeMilliseconds() + MaximumLeadMilliseconds - firstInstant,
        options.Rate is { } rate ? (long)((clock.GetElapsedTime(began).TotalSeconds * rate) + 1 - phase) : long.MaxValue);

    private TimeSpan UntilDue(long next, long began)
    {
        var ahead = options.Rate is { } rate ? TimeSpan.FromSeconds((next + phase) / rate) - clock.GetElapsedTime(began) : TimeSpan.Zero;
        return ahead > ShortestWait ? ahead : ShortestWait;
    }

    private int TakeAcknowledgements(byte[] input, int length)
    {
        var now = clock.GetTimestamp();
        var taken = 0;
        for (; taken + 4 <= length; taken += 4)
        {
            var id = BinaryPrimitives.ReadUInt16BigEndian(input.AsSpan(taken + 2));
            if (input[taken] != 0x40 || id != PacketId(_acknowledged))
            {
                throw new IOException($"packet 0x{input[taken]:x2} {id} came where PUBACK {PacketId(_acknowledged)} belongs");
            }

            Latencies.Add(clock.GetElapsedTime(_sentAt[_acknowledged % options.Window], now));
            Interlocked.Increment(ref _acknowledged);
        }

        input.AsSpan(taken, length - taken).CopyTo(input);
        return length - taken;
    }

    private static ushort PacketId(long index) => (ushort)((index % ushort.MaxValue) + 1);

    /// <summary>A slow wave with some noise, below every gauge's limits.</summary>
    private static int Value(long index) => (int)(((index / 7) % 400) + ((index * 7_919) % 13));
}
