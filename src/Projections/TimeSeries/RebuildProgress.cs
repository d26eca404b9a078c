namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>How far a rebuild is.</summary>
/// <param name="Position">Position of the last event taken in.</param>
/// <param name="Target">Position at which it ends.</param>
/// <param name="PointCount">Points written by this run.</param>
/// <param name="PointsPerSecond">Mean since this run began.</param>
/// <param name="Share">Part of the journal that is done, 0 to 1.</param>
/// <param name="Remaining">Estimated from the pace of this run; null before there is one.</param>
/// <param name="Waiting">What it waits for; null while it writes.</param>
public sealed record RebuildProgress(
    long Position, long Target, long PointCount, double PointsPerSecond, double Share, TimeSpan? Remaining, string? Waiting);
