using System.IO.Pipelines;
using Google.Protobuf;
using MiyagiSensing.Grpc;
using MiyagiSensing.Grpc.Framing;
using MiyagiSensing.Grpc.Health;
using Xunit;

namespace MiyagiSensing.Unit.Grpc.Framing;

public sealed class MessageStreamReaderTests
{
    private static readonly byte[] Request = new HealthCheckRequest { Service = "a" }.ToByteArray();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_come_in_order_and_then_the_end()
    {
        var reader = ReaderOf([.. FrameBytes.Frame(Request), .. FrameBytes.Frame([])]);

        Assert.Equal("a", (await reader.ReadAsync(HealthCheckRequest.Parser, Cancelled))?.Service);
        Assert.Equal("", (await reader.ReadAsync(HealthCheckRequest.Parser, Cancelled))?.Service);
        Assert.Null(await reader.ReadAsync(HealthCheckRequest.Parser, Cancelled));
        Assert.Null(await reader.ReadAsync(HealthCheckRequest.Parser, Cancelled));
    }

    [Fact]
    public async Task A_message_that_arrives_byte_by_byte_is_read_when_it_is_whole()
    {
        var pipe = new Pipe();
        var reader = new MessageStreamReader(pipe.Reader, GrpcLimits.Default);
        var reading = reader.ReadAsync(HealthCheckRequest.Parser, Cancelled).AsTask();

        foreach (var octet in FrameBytes.Frame(Request))
        {
            Assert.False(reading.IsCompleted);
            await pipe.Writer.WriteAsync(new[] { octet }, Cancelled);
        }

        Assert.Equal("a", (await reading)?.Service);
    }

    [Fact]
    public async Task Every_prefix_and_then_the_end_is_a_stream_cut_off()
    {
        var frame = FrameBytes.Frame(Request);
        for (var length = 1; length < frame.Length; length++)
        {
            var refusal = await Assert.ThrowsAsync<GrpcException>(
                async () => await ReaderOf(frame[..length]).ReadAsync(HealthCheckRequest.Parser, Cancelled));
            Assert.Equal(GrpcStatusCode.Internal, refusal.Status);
        }
    }

    [Fact]
    public async Task A_message_at_the_limit_passes_and_one_byte_more_is_refused_before_it_has_come()
    {
        var limits = new GrpcLimits { MaxReceiveMessageBytes = Request.Length };
        var atLimit = new MessageStreamReader(PipeReader.Create(new MemoryStream(FrameBytes.Frame(Request))), limits);
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[] { 0, 0, 0, 0, (byte)(Request.Length + 1) }, Cancelled);

        Assert.NotNull(await atLimit.ReadAsync(HealthCheckRequest.Parser, Cancelled));
        var refusal = await Assert.ThrowsAsync<GrpcException>(
            async () => await new MessageStreamReader(pipe.Reader, limits).ReadAsync(HealthCheckRequest.Parser, Cancelled));
        Assert.Equal(GrpcStatusCode.ResourceExhausted, refusal.Status);
    }

    [Theory]
    [InlineData(1, GrpcStatusCode.Unimplemented)]
    [InlineData(7, GrpcStatusCode.Internal)]
    public async Task A_wrong_flag_ends_the_call(byte flag, GrpcStatusCode expected)
    {
        var refusal = await Assert.ThrowsAsync<GrpcException>(
            async () => await ReaderOf(FrameBytes.Frame(Request, flag)).ReadAsync(HealthCheckRequest.Parser, Cancelled));
        Assert.Equal(expected, refusal.Status);
    }

    [Fact]
    public async Task Bytes_that_are_no_message_end_the_call()
    {
        var refusal = await Assert.ThrowsAsync<GrpcException>(
            async () => await ReaderOf(FrameBytes.Frame([0x0A, 0x7F])).ReadAsync(HealthCheckRequest.Parser, Cancelled));
        Assert.Equal(GrpcStatusCode.Internal, refusal.Status);
    }

    [Fact]
    public void What_the_writer_writes_is_the_documented_frame()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();

        MessageFrameWriter.Write(output, new HealthCheckRequest { Service = "abc" });

        Assert.Equal("00" + "00000005" + "0A03616263", Convert.ToHexString(output.WrittenSpan));
    }

    private static MessageStreamReader ReaderOf(byte[] bytes) => new(PipeReader.Create(new MemoryStream(bytes)), GrpcLimits.Default);
}
