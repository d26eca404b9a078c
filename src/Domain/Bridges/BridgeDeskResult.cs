namespace MiyagiSensing.Domain.Bridges;

/// <summary>How a request at the <see cref="BridgeDesk"/> ended.</summary>
public abstract record BridgeDeskResult
{
    private BridgeDeskResult()
    {
    }

    /// <summary>It is recorded and on disk.</summary>
    /// <param name="Id">Id of the inspection or repair.</param>
    public sealed record Recorded(string Id) : BridgeDeskResult;

    /// <summary>Just that is recorded already; nothing was added.</summary>
    /// <param name="Id">Id of the inspection or repair.</param>
    public sealed record Unchanged(string Id) : BridgeDeskResult;

    /// <summary>Nothing is recorded.</summary>
    /// <param name="Reason">Why, and what to do; for people.</param>
    public sealed record Refused(string Reason) : BridgeDeskResult;
}
