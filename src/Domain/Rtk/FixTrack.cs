namespace MiyagiSensing.Domain.Rtk;

/// <summary>What a rover's receiver said over a stretch of epochs, counted. Stretches of one session can be put one behind the other without losing a figure.</summary>
public sealed record FixTrack
{
    /// <summary>GGA quality of a fixed RTK solution. Source: NMEA 0183, sentence GGA, field 6.</summary>
    public const int FixedQuality = 4;

    /// <summary>The highest GGA quality, 8 (simulator).</summary>
    public const int MaxQuality = 8;

    /// <summary>The first epoch, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Epochs by GGA quality, 0 to <see cref="MaxQuality"/>: nine numbers.</summary>
    public required IReadOnlyList<int> Qualities { get; init; }

    /// <summary>GGA quality of the first epoch.</summary>
    public required int FirstFix { get; init; }

    /// <summary>GGA quality of the last epoch.</summary>
    public required int LastFix { get; init; }

    /// <summary>How often the fixed solution was lost and came back within the stretch.</summary>
    public required int DropOuts { get; init; }

    /// <summary>Epochs that state an age of corrections.</summary>
    public int Ages { get; init; }

    /// <summary>The sum of these ages, s.</summary>
    public decimal AgeSum { get; init; }

    /// <summary>The greatest of them, s; null without any.</summary>
    public decimal? AgeMax { get; init; }

    /// <summary>Counts epochs, which are in order of time.</summary>
    /// <param name="from">The first epoch.</param>
    /// <param name="epochs">Quality (0 to 8) and age of corrections (s, null when not stated); at least one.</param>
    public static FixTrack Of(DateTimeOffset from, IReadOnlyList<(int Quality, decimal? AgeSeconds)> epochs)
    {
        ArgumentOutOfRangeException.ThrowIfZero(epochs.Count, nameof(epochs));
        var qualities = new int[MaxQuality + 1];
        var watch = default(DropOutCount);
        var dropOuts = 0;
        foreach (var (quality, _) in epochs)
        {
            qualities[quality]++;
            dropOuts += watch.Next(quality);
        }

        var ages = epochs.Where(epoch => epoch.AgeSeconds is not null).Select(epoch => epoch.AgeSeconds!.Value).ToList();
        return new FixTrack
        {
            From = from,
            Qualities = qualities,
            FirstFix = epochs[0].Quality,
            LastFix = epochs[^1].Quality,
            DropOuts = dropOuts,
            Ages = ages.Count,
            AgeSum = ages.Sum(),
            AgeMax = ages.Count == 0 ? null : ages.Max(),
        };
    }
}
