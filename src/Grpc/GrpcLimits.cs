namespace MiyagiSensing.Grpc;

/// <summary>Bounds of one call, on either side.</summary>
public sealed class GrpcLimits
{
    /// <summary>What applies where nothing else is said.</summary>
    public static GrpcLimits Default { get; } = new();

    /// <summary>
    /// Longest message that is taken in, bytes, at least 0, without its five-byte prefix. A longer one ends the call with
    /// <see cref="GrpcStatusCode.ResourceExhausted"/> before any of it is waited for. Default 4 MiB, as in every official gRPC library.
    /// </summary>
    public int MaxReceiveMessageBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }
    = 4 * 1024 * 1024;
}
