using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace MiyagiSensing.Conformance.Mqtt;

/// <summary>A client made of bytes, so that the codec under test has no hand in what is sent or read.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Socket _socket;

    private RawClient(Socket socket) => _socket = socket;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RawClient> OpenAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, Cancellation);
        return new RawClient(socket);
    }

    /// <summary>A client that has been let in.</summary>
    public static async Task<RawClient> ConnectedAsync(int port, byte version, string clientId, ushort keepAlive = 60, (string Topic, string Payload)? will = null)
    {
        var client = await OpenAsync(port);
        await client.SendAsync(Connect(version, clientId, "right", keepAlive, will));
        var connack = await client.ReadAsync();
        Assert.Equal((byte)0x20, connack[0]);
        Assert.Equal(0, connack[version == 5 ? 3 : 3]);
        return client;
    }

    public static byte[] Connect(byte version, string clientId, string password, ushort keepAlive = 60, (string Topic, string Payload)? will = null)
    {
        List<byte> body = [.. Text("MQTT"), version, (byte)(0xC2 | (will is null ? 0 : 0x04)), (byte)(keepAlive >> 8), (byte)keepAlive];
        body.AddRange(Properties(version));
        body.AddRange(Text(clientId));
        if (will is { } testament)
        {
            body.AddRange([.. Properties(version), .. Text(testament.Topic), .. Text(testament.Payload)]);
        }

        body.AddRange([.. Text("user"), .. Text(password)]);
        return Packet(0x10, body);
    }

    public static byte[] Publish(byte version, string topic, string payload, ushort packetId) =>
        Packet(0x32, [.. Text(topic), (byte)(packetId >> 8), (byte)packetId, .. Properties(version), .. Encoding.UTF8.GetBytes(payload)]);

    public static byte[] Subscribe(byte version, ushort packetId, params (string Filter, byte Options)[] filters) =>
        Packet(0x82, [(byte)(packetId >> 8), (byte)packetId, .. Properties(version), .. filters.SelectMany(filter => (byte[])[.. Text(filter.Filter), filter.Options])]);

    public static byte[] Packet(byte first, IReadOnlyCollection<byte> body)
    {
        List<byte> packet = [first];
        for (var left = body.Count; ;)
        {
            packet.Add((byte)((left % 128) | (left > 127 ? 0x80 : 0)));
            left /= 128;
            if (left == 0)
            {
                return [.. packet, .. body];
            }
        }
    }

    public static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    public Task SendAsync(params byte[][] packets) => _socket.SendAsync(packets.SelectMany(packet => packet).ToArray(), Cancellation).AsTask();

    /// <summary>The next packet, whole; empty when the server has closed the connection.</summary>
    public async Task<byte[]> ReadAsync()
    {
        List<byte> packet = [];
        if (await ReadByteAsync() is not { } first)
        {
            return [];
        }

        packet.Add(first);
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            var digit = (await ReadByteAsync())!.Value;
            packet.Add(digit);
            length |= (digit & 0x7F) << shift;
            if ((digit & 0x80) == 0)
            {
                break;
            }
        }

        for (var i = 0; i < length; i++)
        {
            packet.Add((await ReadByteAsync())!.Value);
        }

        return [.. packet];
    }

    /// <summary>True when the server closes the connection, whatever it sends before.</summary>
    public async Task<bool> IsClosedAsync()
    {
        while ((await ReadAsync()).Length > 0)
        {
        }

        return true;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static byte[] Properties(byte version) => version == 5 ? [0] : [];

    private async Task<byte?> ReadByteAsync()
    {
        var one = new byte[1];
        try
        {
            return await _socket.ReceiveAsync(one, Cancellation).AsTask().WaitAsync(Patience, Cancellation) == 0 ? null : one[0];
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
