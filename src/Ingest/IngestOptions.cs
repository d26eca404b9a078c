namespace MiyagiSensing.Ingest;

/// <summary>Bounds of the intake and of a batch.</summary>
public sealed class IngestOptions
{
    /// <summary>Most messages that wait for the journal. Full: submitting waits, and the sockets behind are not read. Chosen: two seconds of messages at window 20 from 400 devices.</summary>
    public int QueueMessages { get; init; } = 8_192;

    /// <summary>Most payload bytes that wait for the journal, by the same rule. Decoded readings take about four times as much memory. Chosen: 8 MiB, half a second at full load.</summary>
    public long QueueBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Most readings of one commit. Chosen: a block of about 100 kB, above which larger blocks no longer pay (measured: <c>bench</c>).</summary>
    public int BatchReadings { get; init; } = 4_096;

    /// <summary>How far ahead of our clock a reading may be. Source: the platform's contract on two clocks.</summary>
    public TimeSpan FutureLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Readings measured longer ago are set aside. Chosen: ten years, longer than any device stores.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(3_653);

    /// <summary>Most readings of the journal's tail whose identities are recovered at start. Chosen: far more than can have been in flight; read in about a second.</summary>
    public int RecoveredReadings { get; init; } = 300_000;

    /// <summary>Most identities held in memory, 16 bytes each. Chosen: 32 MB.</summary>
    public int RememberedIdentities { get; init; } = 2_000_000;
}
