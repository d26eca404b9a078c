namespace MiyagiSensing.EventStore.Seals;

/// <summary>What is wrong with a place in the store.</summary>
public enum SealFindingKind
{
    /// <summary>The row is not what was sealed.</summary>
    RowAltered,

    /// <summary>A sealed row is gone.</summary>
    RowMissing,

    /// <summary>A row stands where none was when the range was sealed.</summary>
    RowInserted,

    /// <summary>The seal does not have the hash of its own content.</summary>
    SealAltered,

    /// <summary>The seal does not follow on the one before it: that one was altered or removed.</summary>
    ChainBroken,
}
