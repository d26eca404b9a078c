using Google.Protobuf;

namespace MiyagiSensing.Grpc;

/// <summary>A method with one request and any number of responses.</summary>
/// <param name="service">Full name of the service with its package, for example <c>grpc.health.v1.Health</c>.</param>
/// <param name="name">Name of the method, as in the proto file.</param>
/// <param name="requests">Reads a request.</param>
/// <param name="responses">Reads a response.</param>
public sealed class ServerStreamingMethod<TRequest, TResponse>(
    string service, string name, MessageParser<TRequest> requests, MessageParser<TResponse> responses)
    : GrpcMethod<TRequest, TResponse>(service, name, requests, responses)
    where TRequest : IMessage<TRequest>
    where TResponse : IMessage<TResponse>;
