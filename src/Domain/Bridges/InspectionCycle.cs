namespace MiyagiSensing.Domain.Bridges;

/// <summary>
/// A round of inspections: five fiscal years (1 April to 31 March, Japan) in which every bridge is to be inspected once. The present one is R5 to R9 (FY2023 to FY2027). Source: the rule of at least one inspection in
/// five years (amended Waterworks Act ordinance, 2023; xtech.nikkei 01426) and the prefecture's digital policy (KPI of 102 bridges).
/// </summary>
/// <param name="FirstFiscalYear">The fiscal year in which it begins, for example 2023.</param>
public readonly record struct InspectionCycle(int FirstFiscalYear)
{
    /// <summary>Fiscal years of a cycle.</summary>
    public const int Years = 5;

    /// <summary>A fiscal year in which a cycle begins, from which all others follow.</summary>
    private const int Anchor = 2023;

    /// <summary>The cycle that a day in Japan falls into.</summary>
    public static InspectionCycle Of(DateOnly day)
    {
        var fiscalYear = day.Month >= 4 ? day.Year : day.Year - 1;
        return new InspectionCycle(Anchor + (int)(Math.Floor((fiscalYear - Anchor) / (double)Years) * Years));
    }

    /// <summary>Its first day.</summary>
    public DateOnly From => new(FirstFiscalYear, 4, 1);

    /// <summary>Its last day.</summary>
    public DateOnly To => new(FirstFiscalYear + Years, 3, 31);

    /// <summary>The one before.</summary>
    public InspectionCycle Previous => new(FirstFiscalYear - Years);

    /// <summary>True when a day falls into it.</summary>
    public bool Contains(DateOnly day) => day >= From && day <= To;
}
