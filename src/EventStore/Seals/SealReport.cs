namespace MiyagiSensing.EventStore.Seals;

/// <summary>The outcome of a verification.</summary>
public sealed record SealReport
{
    /// <summary>Seals recomputed.</summary>
    public required long Seals { get; init; }

    /// <summary>Rows compared with their seals.</summary>
    public required long Events { get; init; }

    /// <summary>Places that are wrong, also those beyond what was handed out.</summary>
    public required long Findings { get; init; }

    /// <summary>Last position that was checked; what stands behind it has no seal yet or was not asked for. 0 when nothing was checked.</summary>
    public required long CheckedUpTo { get; init; }

    /// <summary>Rows behind the newest seal.</summary>
    public required long Unsealed { get; init; }

    /// <summary>Number of the last seal read; 0 when there is none.</summary>
    public required long LastSeal { get; init; }

    /// <summary>Its hash, 32 bytes. Kept elsewhere, it shows later that the chain was not cut off or computed anew.</summary>
    public required IReadOnlyList<byte> LastHash { get; init; }
}
