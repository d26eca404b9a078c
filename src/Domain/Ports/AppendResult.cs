namespace MiyagiSensing.Domain.Ports;

/// <summary>How an append ended.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>Stored and on disk; positions from <paramref name="First"/> to <paramref name="Last"/>, without gaps.</summary>
    public sealed record Appended(long First, long Last) : AppendResult;

    /// <summary>Nothing stored: <paramref name="Stream"/> is at version <paramref name="Actual"/> (0: it has no events), which is not what was <paramref name="Expected"/>.</summary>
    public sealed record Conflict(string Stream, ExpectedVersion Expected, long Actual) : AppendResult;
}
