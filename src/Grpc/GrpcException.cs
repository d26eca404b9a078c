namespace MiyagiSensing.Grpc;

/// <summary>
/// A call that did not end with <see cref="GrpcStatusCode.Ok"/>. A handler throws it to choose the status and the text that the caller
/// sees; the client throws it for the status it received.
/// </summary>
public sealed class GrpcException(GrpcStatusCode status, string detail, Exception? cause = null)
    : Exception($"{status}: {detail}", cause)
{
    /// <summary>How the call ended; never <see cref="GrpcStatusCode.Ok"/>.</summary>
    public GrpcStatusCode Status { get; } = status;

    /// <summary>What goes over the wire as <c>grpc-message</c>; any Unicode text, possibly empty; what is beyond 4 KiB of the encoded form is cut off. Must not hold secrets.</summary>
    public string Detail { get; } = detail;
}
