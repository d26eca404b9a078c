namespace MiyagiSensing.Domain.Bridges;

/// <summary>Where a bridge stands with its inspections on a day.</summary>
/// <param name="State"><c>inspected</c> in this cycle, <c>due</c> before its end, <c>overdue</c>, or <c>none</c> for a bridge that left the register.</param>
/// <param name="Last">Day of the newest inspection; null when none is recorded.</param>
/// <param name="Due">The last day on which the next one is in time; null when none is due any more.</param>
public sealed record InspectionDuty(string State, DateOnly? Last, DateOnly? Due)
{
    /// <summary>Inspected in the cycle.</summary>
    public const string Inspected = "inspected";

    /// <summary>Not yet, and still in time.</summary>
    public const string IsDue = "due";

    /// <summary>Not in time.</summary>
    public const string Overdue = "overdue";

    /// <summary>It has left the register.</summary>
    public const string None = "none";

    /// <summary>
    /// Decides. A bridge that was inspected in the cycle has done its duty, however often it was visited. Another one is due by the cycle's end, or five years after its last inspection when that is earlier; after that day it is
    /// overdue. One without any record is due by the cycle's end: what was done before the records began is not known.
    /// </summary>
    /// <param name="inspections">Days of its inspections, in any order.</param>
    /// <param name="today">The day in Japan.</param>
    public static InspectionDuty Of(IEnumerable<DateOnly> inspections, DateOnly today)
    {
        var cycle = InspectionCycle.Of(today);
        DateOnly? last = inspections.Where(day => day <= today).Select(day => (DateOnly?)day).Max();
        if (last is { } newest && cycle.Contains(newest))
        {
            return new InspectionDuty(Inspected, last, newest.AddYears(InspectionCycle.Years));
        }

        var due = last?.AddYears(InspectionCycle.Years) is { } anniversary && anniversary < cycle.To ? anniversary : cycle.To;
        return new InspectionDuty(today > due ? Overdue : IsDue, last, due);
    }
}
