namespace MiyagiSensing.Domain.Bridges;

/// <summary>What is known of one group of parts: its newest grade. A visit that looked at some parts only says nothing of the others.</summary>
/// <param name="Part">The group, one of <see cref="InspectionWords.Parts"/>.</param>
/// <param name="Grade">Its newest grade.</param>
/// <param name="Finding">In words; null when there was nothing to say.</param>
/// <param name="Since">The day of that visit.</param>
/// <param name="Repaired">The newest repair of it on that day or later, which no visit has graded yet; null without one.</param>
public sealed record PartState(string Part, string Grade, string? Finding, DateOnly Since, DateOnly? Repaired)
{
    /// <summary>The parts that were ever graded, in the order of <see cref="InspectionWords.Parts"/>.</summary>
    /// <param name="visits">The records that hold, in any order; of two of one day the later counts.</param>
    /// <param name="repairs">Days and parts of repairs, in any order.</param>
    public static IReadOnlyList<PartState> Of(IEnumerable<InspectionRecord> visits, IEnumerable<(DateOnly Date, IReadOnlyList<string> Parts)> repairs)
    {
        var repaired = repairs.SelectMany(repair => repair.Parts.Select(part => (part, repair.Date))).ToLookup(item => item.part, item => (DateOnly?)item.Date);
        return
        [
            .. visits.OrderBy(visit => visit.Date).SelectMany(visit => visit.Parts.Select(part => (visit.Date, Condition: part))).GroupBy(item => item.Condition.Part, (_, items) => items.Last())
                .OrderBy(item => InspectionWords.Parts.ToList().IndexOf(item.Condition.Part))
                .Select(item => new PartState(item.Condition.Part, item.Condition.Grade, item.Condition.Finding, item.Date, repaired[item.Condition.Part].Where(day => day >= item.Date).Max())),
        ];
    }
}
