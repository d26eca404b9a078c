namespace MiyagiSensing.Domain.Bridges;

/// <summary>What was done and found on one visit.</summary>
public sealed record InspectionRecord
{
    /// <summary>The day of the visit, in Japan.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Person or firm.</summary>
    public required string Inspector { get; init; }

    /// <summary>One of <see cref="InspectionWords.Methods"/>.</summary>
    public required string Method { get; init; }

    /// <summary>Conditions by group of parts, each group at most once; at least one.</summary>
    public required IReadOnlyList<PartCondition> Parts { get; init; }

    /// <summary>Where the photographs are: file names or addresses.</summary>
    public IReadOnlyList<string> Photos { get; init; } = [];

    /// <summary>Anything else, in words.</summary>
    public string? Note { get; init; }

    /// <summary>True when another record says the same, in whatever order its parts stand.</summary>
    public bool SaysTheSame(InspectionRecord other) =>
        (Date, Inspector, Method, Note) == (other.Date, other.Inspector, other.Method, other.Note) && Photos.SequenceEqual(other.Photos) && Parts.ToHashSet().SetEquals(other.Parts);

    /// <summary>What keeps this record from being stored, for people; empty when nothing does.</summary>
    /// <param name="today">The present day in Japan: nobody inspects in the future.</param>
    public IReadOnlyList<string> Faults(DateOnly today)
    {
        List<string> faults = [];
        if (Date > today || Date.Year < 1950)
        {
            faults.Add($"the date {Date:yyyy-MM-dd} lies in the future or before 1950");
        }

        if (string.IsNullOrWhiteSpace(Inspector))
        {
            faults.Add("the inspector is missing");
        }

        if (!InspectionWords.Methods.Contains(Method))
        {
            faults.Add($"the method '{Method}' is none of {string.Join(", ", InspectionWords.Methods)}");
        }

        if (Parts.Count == 0)
        {
            faults.Add("no part has a grade");
        }

        foreach (var part in Parts)
        {
            if (!InspectionWords.Parts.Contains(part.Part))
            {
                faults.Add($"the part '{part.Part}' is none of {string.Join(", ", InspectionWords.Parts)}");
            }

            if (!InspectionWords.Grades.Contains(part.Grade))
            {
                faults.Add($"the grade '{part.Grade}' of {part.Part} is none of {string.Join(", ", InspectionWords.Grades)}");
            }
        }

        faults.AddRange(Parts.GroupBy(part => part.Part).Where(group => group.Count() > 1).Select(group => $"the part '{group.Key}' stands twice"));
        return faults;
    }
}
