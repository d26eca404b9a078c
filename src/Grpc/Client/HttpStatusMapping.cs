using System.Net;

namespace MiyagiSensing.Grpc.Client;

/// <summary>What an HTTP error without gRPC in it means. Source: gRPC <c>doc/http-grpc-status-mapping.md</c>.</summary>
internal static class HttpStatusMapping
{
    public static GrpcStatusCode ToGrpc(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => GrpcStatusCode.Internal,
        HttpStatusCode.Unauthorized => GrpcStatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => GrpcStatusCode.PermissionDenied,
        HttpStatusCode.NotFound => GrpcStatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests => GrpcStatusCode.Unavailable,
        HttpStatusCode.BadGateway => GrpcStatusCode.Unavailable,
        HttpStatusCode.ServiceUnavailable => GrpcStatusCode.Unavailable,
        HttpStatusCode.GatewayTimeout => GrpcStatusCode.Unavailable,
        _ => GrpcStatusCode.Unknown,
    };
}
