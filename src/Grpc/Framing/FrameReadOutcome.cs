namespace MiyagiSensing.Grpc.Framing;

/// <summary>What <see cref="MessageFrameReader"/> found at the start of the bytes it was given.</summary>
public enum FrameReadOutcome
{
    /// <summary>Not all there yet; nothing is consumed. No bytes at all are also incomplete.</summary>
    Incomplete,

    /// <summary>A whole message.</summary>
    Message,

    /// <summary>The prefix announces more than the limit; nothing is consumed, and the rest is not worth waiting for.</summary>
    TooLarge,

    /// <summary>The compressed flag is 1; no compression is supported.</summary>
    Compressed,

    /// <summary>The compressed flag is neither 0 nor 1: these bytes are not gRPC.</summary>
    InvalidFlag,
}
