namespace MiyagiSensing.Domain.Fisheries;

/// <summary>One entry of a digital fishing log (操業日誌): what was worked on a day, where and with what result. Names of persons do not belong in it.</summary>
public sealed record FishingLogRecord
{
    /// <summary>The day of the work, in Japan.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Species id of the catalog.</summary>
    public required string Species { get; init; }

    /// <summary>What was done: <c>harvest</c>, <c>catch</c>, <c>seeding</c>, <c>handling</c> or <c>observation</c>.</summary>
    public required string Work { get; init; }

    /// <summary>What was landed, kg, from 0; null when nothing was weighed.</summary>
    public double? Kilograms { get; init; }

    /// <summary>Hours worked, above 0 up to 24; null when not stated.</summary>
    public double? Hours { get; init; }

    /// <summary>Vessel or group, not a person's name; null when not stated.</summary>
    public string? Vessel { get; init; }

    /// <summary>Free text; null when there is none.</summary>
    public string? Note { get; init; }
}
