namespace MiyagiSensing.Domain.Ports;

/// <summary>How an append ended.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>Stored and on disk; positions from <paramref name="First"/> to <paramref name="Last"/>, without gaps.</summary>
    public sealed record Appended(long First, long Last) : AppendResult;

    /// <summary>Nothing stored: <paramref name="Stream"/> is at <paramref name="Actual"/>, not at <paramref name="Expected"/>.</summary>
    public sealed record Conflict(string Stream, long Expected, long Actual) : AppendResult;
}
