using System.Buffers;
using System.IO.Pipelines;
using Google.Protobuf;

namespace MiyagiSensing.Grpc.Framing;

/// <summary>Reads the messages of one direction of one call, in order. Not for concurrent use; does not complete the pipe, which is its owner's.</summary>
/// <param name="pipe">The body's bytes.</param>
/// <param name="limits">How long a message may be.</param>
public sealed class MessageStreamReader(PipeReader pipe, GrpcLimits limits)
{
    /// <summary>The next message; null when the peer has ended its side after the last whole one.</summary>
    /// <exception cref="GrpcException">
    /// Too long (<see cref="GrpcStatusCode.ResourceExhausted"/>), compressed (<see cref="GrpcStatusCode.Unimplemented"/>), cut off, not framed or not
    /// parseable (<see cref="GrpcStatusCode.Internal"/>). The stream can't be read further.
    /// </exception>
    public async ValueTask<T?> ReadAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        while (true)
        {
            var result = await pipe.ReadAsync(cancellationToken);
            var consumed = result.Buffer.Start;
            try
            {
                switch (MessageFrameReader.TryRead(result.Buffer, limits.MaxReceiveMessageBytes, out var message, out consumed))
                {
                    case FrameReadOutcome.Message:
                        return Parse(parser, message);
                    case FrameReadOutcome.Incomplete when !result.IsCompleted:
                        break;
                    case FrameReadOutcome.Incomplete when result.Buffer.IsEmpty:
                        return null;
                    case FrameReadOutcome.Incomplete:
                        throw new GrpcException(GrpcStatusCode.Internal, "The stream ended in the middle of a message.");
                    case FrameReadOutcome.TooLarge:
                        throw new GrpcException(
                            GrpcStatusCode.ResourceExhausted, $"The message is longer than the limit of {limits.MaxReceiveMessageBytes} bytes.");
                    case FrameReadOutcome.Compressed:
                        throw new GrpcException(GrpcStatusCode.Unimplemented, "Compressed messages are not supported; send identity.");
                    default:
                        throw new GrpcException(GrpcStatusCode.Internal, "The bytes are not a length-prefixed message.");
                }
            }
            finally
            {
                // After a message the next one may be here already, so nothing behind it counts as examined.
                pipe.AdvanceTo(consumed, consumed.Equals(result.Buffer.Start) ? result.Buffer.End : consumed);
            }
        }
    }

    private static T Parse<T>(MessageParser<T> parser, ReadOnlySequence<byte> message)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(message);
        }
        catch (InvalidProtocolBufferException malformed)
        {
            throw new GrpcException(GrpcStatusCode.Internal, $"The message can't be parsed: {malformed.Message}", malformed);
        }
    }
}
