using System.Diagnostics.CodeAnalysis;

namespace MiyagiSensing.Domain.Quality;

/// <summary>How far a reading can be trusted. The numbers are stored and never change.</summary>
/// <remarks>
/// Source: U.S. IOOS, QARTOD Manual for Real-Time Oceanographic Data Quality Control Flags; the primary level of IOC 54:V3 (UNESCO 2013). What was not tested is not good: there is no flag "probably good".
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "Flag is the word of the manual for one such number; it has nothing to do with bit fields.")]
public enum QualityFlag : byte
{
    /// <summary>The test was done and nothing speaks against the reading.</summary>
    Pass = 1,

    /// <summary>The test was not done, or can't be done (yet).</summary>
    NotEvaluated = 2,

    /// <summary>Unusual: may be true, look at it.</summary>
    Suspect = 3,

    /// <summary>Can't be true.</summary>
    Fail = 4,

    /// <summary>There is no value.</summary>
    Missing = 9,
}
