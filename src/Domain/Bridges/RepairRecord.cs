using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Bridges;

/// <summary>What was repaired, when and by whom.</summary>
public sealed record RepairRecord
{
    /// <summary>The day it was finished, in Japan.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Person or firm.</summary>
    public required string By { get; init; }

    /// <summary>Groups of parts, of <see cref="InspectionWords.Parts"/>; at least one.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>What was done, in words.</summary>
    public required string Work { get; init; }

    /// <summary>The inspection that asked for it; null when none did.</summary>
    public string? Inspection { get; init; }

    /// <summary>The repair as it was recorded at first.</summary>
    public static RepairRecord Of(RepairRecorded fact) => new() { Date = fact.Date, By = fact.By, Parts = fact.Parts, Work = fact.Work, Inspection = fact.Inspection };

    /// <summary>True when another record means the same repair: the same day, firm and work, and the same parts in whatever order.</summary>
    public bool IsSameRepair(RepairRecord other) => (Date, By, Work) == (other.Date, other.By, other.Work) && Parts.ToHashSet().SetEquals(other.Parts);

    /// <summary>True when another record says the same.</summary>
    public bool SaysTheSame(RepairRecord other) => IsSameRepair(other) && Inspection == other.Inspection;

    /// <summary>What keeps this record from being stored, for people; empty when nothing does.</summary>
    /// <param name="today">The present day in Japan: a repair is recorded when it is done.</param>
    public IReadOnlyList<string> Faults(DateOnly today)
    {
        List<string> faults = [];
        if (Date > today || Date.Year < 1950)
        {
            faults.Add($"the date {Date:yyyy-MM-dd} lies in the future or before 1950");
        }

        if (string.IsNullOrWhiteSpace(By) || string.IsNullOrWhiteSpace(Work))
        {
            faults.Add("who repaired it, or what was done, is missing");
        }

        if (Parts.Count == 0)
        {
            faults.Add("no part is named");
        }

        faults.AddRange(Parts.Where(part => !InspectionWords.Parts.Contains(part)).Select(part => $"the part '{part}' is none of {string.Join(", ", InspectionWords.Parts)}"));
        return faults;
    }
}
