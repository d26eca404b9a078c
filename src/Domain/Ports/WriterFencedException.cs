namespace MiyagiSensing.Domain.Ports;

/// <summary>Another process has become the journal's writer; this one must stop acknowledging and end.</summary>
public sealed class WriterFencedException(long ours, long newest)
    : Exception($"Writer epoch {ours} has been succeeded by epoch {newest}: another process is the writer now.")
{
    /// <summary>The epoch this process holds.</summary>
    public long Ours { get; } = ours;

    /// <summary>The newest epoch in the store.</summary>
    public long Newest { get; } = newest;
}
