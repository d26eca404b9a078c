namespace MiyagiSensing.Domain.Rtk;

/// <summary>
/// Counts drop-outs: the solution was fixed (quality 4), was something else for at least one epoch, and is fixed again. Float (5) is not fixed. What is lost and never comes back within the session is no drop-out: most
/// sessions end so, when the machine drives home. The default value has seen nothing.
/// </summary>
public struct DropOutCount
{
    private bool _wasFixed;
    private bool _isLost;

    /// <summary>Takes the next epoch; 1 when it ends a drop-out, else 0.</summary>
    public int Next(int quality) => Next(quality == FixTrack.FixedQuality, quality == FixTrack.FixedQuality, quality == FixTrack.FixedQuality, 0);

    /// <summary>Takes the next stretch; how many drop-outs it brings, with one that it ends.</summary>
    public int Next(FixTrack track) => Next(
        track.Qualities[FixTrack.FixedQuality] > 0, track.FirstFix == FixTrack.FixedQuality, track.LastFix == FixTrack.FixedQuality, track.DropOuts);

    private int Next(bool isAnyFixed, bool isFirstFixed, bool isLastFixed, int within)
    {
        if (!isAnyFixed)
        {
            _isLost |= _wasFixed;
            return 0;
        }

        var ended = _wasFixed && (_isLost || !isFirstFixed) ? 1 : 0;
        (_wasFixed, _isLost) = (true, !isLastFixed);
        return ended + within;
    }
}
