namespace MiyagiSensing.EventStore.Archive;

/// <summary>What has been done of archiving a day, in this order; a crash may fall behind any of them.</summary>
internal enum ArchiveStep
{
    /// <summary>The file is written and on disk, under its name for unfinished ones.</summary>
    Written,

    /// <summary>It has its own name.</summary>
    Named,

    /// <summary>It was read back and is equal to the rows, and these are as sealed.</summary>
    Compared,

    /// <summary>The manifest lies beside it.</summary>
    ManifestWritten,

    /// <summary>In the transaction: it is known where the blocks lie.</summary>
    Indexed,

    /// <summary>In the transaction: the rows are gone.</summary>
    RowsDeleted,

    /// <summary>In the transaction: the seals' entries are gone.</summary>
    SealsFolded,

    /// <summary>In the transaction: the event is appended.</summary>
    Appended,

    /// <summary>The transaction is committed.</summary>
    Committed,
}
