namespace MiyagiSensing.Ingest.Identities;

/// <summary>
/// Where in the journal the latest commits ended. What memory has dropped is known by the number of its commit; stored history is asked up to the position of that commit, so that nothing falls between memory and history,
/// however far behind the history is.
/// </summary>
internal sealed class CommitPositions
{
    /// <summary>Commits whose positions are kept; for an older one the oldest kept stands in, which is never too low. Chosen: 20 s at full load.</summary>
    private const int Kept = 4_096;

    private readonly long[] _positions = new long[Kept];

    /// <summary>Number of the commit in the making; 0 is all that was stored before this process began.</summary>
    public long Current { get; private set; } = 1;

    /// <summary>Begins behind what is stored already.</summary>
    public void Begin(long position) => _positions[0] = position;

    /// <summary>The current commit has been made and ended at a position.</summary>
    public void Committed(long position) => _positions[Current++ % Kept] = position;

    /// <summary>A position at or behind the end of a past commit.</summary>
    public long UpperBound(long commit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(commit, Current);
        return _positions[Math.Max(commit, Current - Kept) % Kept];
    }
}
