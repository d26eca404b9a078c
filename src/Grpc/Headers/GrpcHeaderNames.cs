namespace MiyagiSensing.Grpc.Headers;

/// <summary>Header, trailer and media type names. Source: gRPC <c>doc/PROTOCOL-HTTP2.md</c>.</summary>
internal static class GrpcHeaderNames
{
    /// <summary>Media type of requests and responses; a suffix <c>+proto</c> says the same.</summary>
    public const string ContentType = "application/grpc";

    /// <summary>Trailer: number of a <see cref="GrpcStatusCode"/>.</summary>
    public const string Status = "grpc-status";

    /// <summary>Trailer: percent-encoded text, see <see cref="PercentEncoding"/>.</summary>
    public const string Message = "grpc-message";

    /// <summary>Request header, see <see cref="GrpcTimeout"/>.</summary>
    public const string Timeout = "grpc-timeout";

    /// <summary>Which compressions the sender can read.</summary>
    public const string AcceptEncoding = "grpc-accept-encoding";
}
