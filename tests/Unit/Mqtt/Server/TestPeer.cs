using System.Buffers;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using MiyagiSensing.Unit.Mqtt.Codec;
using Xunit;

namespace MiyagiSensing.Unit.Mqtt.Server;

/// <summary>The client's end of a connection, byte by byte.</summary>
internal sealed class TestPeer(TestTransport transport, Task serving)
{
    public TestTransport Transport => transport;

    /// <summary>Completes when the server has nothing more to do with the connection.</summary>
    public Task Serving => serving;

    public async Task SendAsync(string hex) => await transport.ToServer.Writer.WriteAsync(Hexadecimal.Parse(hex), TestContext.Current.CancellationToken);

    public async Task SendAsync(ConnectPacket packet)
    {
        ConnectWriter.Write(transport.ToServer.Writer, packet);
        await transport.ToServer.Writer.FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Ends the stream without a DISCONNECT.</summary>
    public void Hang() => transport.ToServer.Writer.Complete();

    public async Task ExpectAsync(string hex) => Assert.Equal(hex.Replace(" ", string.Empty, StringComparison.Ordinal), await ReadPacketAsync());

    /// <summary>A ping and its answer: everything that was sent before has been dealt with, and nothing else is on its way.</summary>
    public async Task PingAsync()
    {
        await SendAsync("C0 00");
        await ExpectAsync("D0 00");
    }

    /// <summary>The next packet in hexadecimal; null at the end of the stream.</summary>
    public async Task<string?> ReadPacketAsync()
    {
        var reader = transport.FromServer.Reader;
        while (true)
        {
            var result = await Patience.For(reader.ReadAsync(TestContext.Current.CancellationToken).AsTask());
            if (MqttFrameReader.TryRead(result.Buffer, 1_000_000, out _, out var consumed, out _) == MqttReadOutcome.Complete)
            {
                var packet = Convert.ToHexString(result.Buffer.Slice(0, consumed).ToArray());
                reader.AdvanceTo(consumed);
                return packet;
            }

            Assert.True(!result.IsCompleted || result.Buffer.IsEmpty, "the server has sent part of a packet");
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
            {
                return null;
            }
        }
    }

    /// <summary>Expects that the server closes without another word.</summary>
    public async Task ExpectEndAsync()
    {
        await Patience.For(serving);
        Assert.Null(await ReadPacketAsync());
    }
}
