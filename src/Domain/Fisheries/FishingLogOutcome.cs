namespace MiyagiSensing.Domain.Fisheries;

/// <summary>What became of an entry that was handed in.</summary>
public abstract record FishingLogOutcome
{
    private FishingLogOutcome()
    {
    }

    /// <summary>It is stored, on disk.</summary>
    public sealed record Stored : FishingLogOutcome;

    /// <summary>The same entry was stored before; nothing was added.</summary>
    public sealed record AlreadyStored : FishingLogOutcome;

    /// <summary>Nothing was stored.</summary>
    /// <param name="Faults">All that is wrong, at least one.</param>
    public sealed record Refused(IReadOnlyList<FishingLogFault> Faults) : FishingLogOutcome;
}
