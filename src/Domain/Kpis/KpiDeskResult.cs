namespace MiyagiSensing.Domain.Kpis;

/// <summary>What became of something that people wanted to enter.</summary>
public abstract record KpiDeskResult
{
    private KpiDeskResult()
    {
    }

    /// <summary>Recorded.</summary>
    /// <param name="Events">How many events, 1 or more.</param>
    public sealed record Recorded(int Events) : KpiDeskResult;

    /// <summary>All of it stood there already; nothing was recorded again.</summary>
    public sealed record AlreadyThere : KpiDeskResult;

    /// <summary>Nothing was recorded.</summary>
    /// <param name="Faults">What is wrong and what to do, one sentence each; at least one.</param>
    public sealed record Refused(IReadOnlyList<string> Faults) : KpiDeskResult;
}
