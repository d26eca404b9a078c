using MiyagiSensing.Chaos.Audit;
using MiyagiSensing.Chaos.Faults;

namespace MiyagiSensing.Chaos.Report;

/// <summary>How a round has gone.</summary>
/// <param name="Plan">What was done.</param>
/// <param name="AcknowledgedReadings">Values acknowledged and found.</param>
/// <param name="Findings">What was wrong.</param>
/// <param name="Recovery">From the last fault's end (or kill) until everything was acknowledged, caught up and ready; the load goes on for 0.3 to 2.8 s of it.</param>
/// <param name="UnaskedExits">How often the platform has ended by itself.</param>
/// <param name="PeakMemoryBytes">Most memory the platform held while the faults lasted.</param>
internal sealed record RoundResult(RoundPlan Plan, long AcknowledgedReadings, Findings Findings, TimeSpan Recovery, int UnaskedExits, long PeakMemoryBytes)
{
    /// <summary>True when nothing was wrong.</summary>
    public bool IsClean => Findings.IsClean && UnaskedExits == 0;
}
