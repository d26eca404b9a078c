using System.Runtime.CompilerServices;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Alerts;

/// <summary>Where a rule stands with a series; copied freely.</summary>
public struct LevelState
{
    /// <summary>Levels that a rule may have.</summary>
    public const int MaxLevels = 8;

    /// <summary>No series has begun at it.</summary>
    public static readonly LevelState None = new() { Level = LevelStep.None };

    private Times _since;

    /// <summary>Index of the present level, or <see cref="LevelStep.None"/>.</summary>
    public int Level { readonly get; set; }

    /// <summary>True while no level counts yet and one is held.</summary>
    public bool Pending { readonly get; set; }

    /// <summary>The newest sample that said something.</summary>
    public Sample Newest { readonly get; set; }

    /// <summary>Unix time in ms of the last raise; 0 when there was none.</summary>
    public long Raised { readonly get; set; }

    /// <summary>The one before it.</summary>
    public long RaisedBefore { readonly get; set; }

    /// <summary>True while the open episode is one of a subject that went to and fro.</summary>
    public bool Unstable { readonly get; set; }

    /// <summary>
    /// Since when samples say without a break that the level is to change, Unix time in ms; 0 when they don't: for a level above the present one that it is reached, for the others that it is left.
    /// </summary>
    /// <param name="level">Index of a level.</param>
    public readonly long Since(int level) => _since[level];

    /// <summary>Sets <see cref="Since"/>.</summary>
    /// <param name="level">Index of a level.</param>
    /// <param name="at">Unix time in ms, or 0.</param>
    public void SetSince(int level, long at) => _since[level] = at;

    [InlineArray(MaxLevels)]
    private struct Times
    {
        private long _first;
    }
}
