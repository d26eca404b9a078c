namespace MiyagiSensing.EventStore.Archive;

/// <summary>Where a block of archived events lies; a row of <c>journal_archive_blocks</c>, explained in <c>Schema/006-journal-archive.sql</c>.</summary>
internal sealed record ArchivedBlock
{
    /// <summary>The events' stream.</summary>
    public required string Stream { get; init; }

    /// <summary>Position of the first event.</summary>
    public required long From { get; init; }

    /// <summary>Position of the last event.</summary>
    public required long To { get; init; }

    /// <summary>Version of the last event within its stream.</summary>
    public required long Version { get; init; }

    /// <summary>File name within the archive folder.</summary>
    public required string File { get; init; }

    /// <summary>First byte in the file.</summary>
    public required long Offset { get; init; }

    /// <summary>Bytes in the file.</summary>
    public required int Length { get; init; }

    /// <summary>Their hash, 32 bytes.</summary>
    public required byte[] Sha256 { get; init; }

    /// <summary>Number of events; their positions and versions are without gaps.</summary>
    public long Events => To - From + 1;
}
