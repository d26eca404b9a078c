namespace MiyagiSensing.Domain.Fisheries;

/// <summary>How ripening is counted: what each daily mean has above a base, added up from a day of the year on.</summary>
public sealed record DegreeDayRule
{
    /// <summary>Metric of domain <c>buoy</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>What is taken from each daily mean; days below add nothing. In the metric's unit.</summary>
    public required double Base { get; init; }

    /// <summary>The first day that counts.</summary>
    public required MonthDay Start { get; init; }

    /// <summary>What is reached at which sum, in growing order; at least one.</summary>
    public required IReadOnlyList<DegreeDayMark> Marks { get; init; }

    /// <summary>What comes again after the last mark; null when nothing does.</summary>
    public DegreeDayRepeat? Repeat { get; init; }

    /// <summary>Where it comes from.</summary>
    public required string Source { get; init; }
}
