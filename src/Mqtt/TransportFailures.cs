using Microsoft.AspNetCore.Connections;

namespace MiyagiSensing.Mqtt;

/// <summary>Which exceptions of a transport mean that the peer is gone; anything else is a bug.</summary>
internal static class TransportFailures
{
    public static bool Is(Exception exception) =>
        exception is IOException or ConnectionAbortedException or OperationCanceledException or ObjectDisposedException;
}
