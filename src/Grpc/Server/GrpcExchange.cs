using System.IO.Pipelines;
using Google.Protobuf;
using MiyagiSensing.Grpc.Framing;

namespace MiyagiSensing.Grpc.Server;

/// <summary>Both directions of one call as messages: what each shape of method is built from. Not for concurrent use within a direction.</summary>
internal sealed class GrpcExchange(PipeReader requests, PipeWriter responses, GrpcLimits limits)
{
    private readonly MessageStreamReader _requests = new(requests, limits);

    /// <summary>The request of a method that takes exactly one.</summary>
    /// <exception cref="GrpcException">None or more than one came, or it can't be read.</exception>
    public async Task<T> ReadOnlyRequestAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        var request = await _requests.ReadAsync(parser, cancellationToken)
            ?? throw new GrpcException(GrpcStatusCode.Unimplemented, "The method takes one message, and none came.");
        return await _requests.ReadAsync(parser, cancellationToken) is null
            ? request
            : throw new GrpcException(GrpcStatusCode.Unimplemented, "The method takes one message, and more came.");
    }

    /// <summary>Sends one response and waits until the connection has room for the next.</summary>
    public async Task WriteAsync(IMessage response, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        MessageFrameWriter.Write(responses, response);
        await responses.FlushAsync(cancellationToken);
    }
}
