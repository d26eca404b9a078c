using Microsoft.AspNetCore.Http;

namespace MiyagiSensing.Grpc.Server;

/// <summary>What a handler may want to know of the call it serves.</summary>
public sealed class GrpcCallContext
{
    /// <summary>The HTTP request: user, headers, services. The response belongs to the server.</summary>
    public required HttpContext Http { get; init; }

    /// <summary>When the caller stops waiting, UTC; null when it waits for ever.</summary>
    public required DateTimeOffset? Deadline { get; init; }

    /// <summary>Signalled when the caller has gone or the deadline has passed; for a stream also when the server stops.</summary>
    public required CancellationToken CancellationToken { get; init; }
}
