namespace MiyagiSensing.Host.Import;

/// <summary>What became of readings that are committed: received = stored + duplicate + set aside.</summary>
internal sealed record ImportResult
{
    /// <summary>Readings sent.</summary>
    public long Received { get; init; }

    /// <summary>Stored as true, at least in part.</summary>
    public long Stored { get; init; }

    /// <summary>Stored already; nothing changed.</summary>
    public long Duplicate { get; init; }

    /// <summary>Kept apart, by reason.</summary>
    public IReadOnlyDictionary<string, long> SetAside { get; init; } = new Dictionary<string, long>();

    public static ImportResult operator +(ImportResult left, ImportResult right) => new()
    {
        Received = left.Received + right.Received,
        Stored = left.Stored + right.Stored,
        Duplicate = left.Duplicate + right.Duplicate,
        SetAside = left.SetAside.Concat(right.SetAside).GroupBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Sum(count => count.Value)),
    };
}
