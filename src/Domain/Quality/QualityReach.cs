using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Quality;

/// <summary>What a reading's flags depend on beside the reading itself. A window that holds all of it gives the same flags as the whole series.</summary>
/// <param name="ReadingsBefore">So many readings before it, 0 or more.</param>
/// <param name="TimeBefore">All readings measured within this time before it, 0 or more.</param>
/// <param name="ReadingsAfter">So many readings after it: 1 where spikes are tested, else 0.</param>
public readonly record struct QualityReach(int ReadingsBefore, TimeSpan TimeBefore, int ReadingsAfter)
{
    /// <summary>The readings whose flags may change when a reading comes, changes or goes, itself among them.</summary>
    /// <param name="window">Readings of the series with it, in order of <see cref="Sample.At"/>, each instant once.</param>
    /// <param name="index">Where it stands.</param>
    public Range Affected(ReadOnlySpan<Sample> window, int index)
    {
        var (from, to) = (Math.Max(index - ReadingsAfter, 0), index + 1);
        var time = (long)TimeBefore.TotalMilliseconds;
        while (to < window.Length && (to - index <= ReadingsBefore || window[to].At - window[index].At <= time))
        {
            to++;
        }

        return from..to;
    }
}
