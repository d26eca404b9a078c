using Google.Protobuf;

namespace MiyagiSensing.Grpc;

/// <summary>One method of a service: its name and how its messages are read. Server and client share one instance.</summary>
/// <typeparam name="TRequest">Message that the client sends.</typeparam>
/// <typeparam name="TResponse">Message that the server sends.</typeparam>
public abstract class GrpcMethod<TRequest, TResponse>
    where TRequest : IMessage<TRequest>
    where TResponse : IMessage<TResponse>
{
    private protected GrpcMethod(string service, string name, MessageParser<TRequest> requests, MessageParser<TResponse> responses)
    {
        Path = $"/{service}/{name}";
        Requests = requests;
        Responses = responses;
    }

    /// <summary>The HTTP path, for example <c>/grpc.health.v1.Health/Check</c>.</summary>
    public string Path { get; }

    /// <summary>Reads a request.</summary>
    public MessageParser<TRequest> Requests { get; }

    /// <summary>Reads a response.</summary>
    public MessageParser<TResponse> Responses { get; }
}
