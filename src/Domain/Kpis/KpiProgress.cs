namespace MiyagiSensing.Domain.Kpis;

/// <summary>How far a figure has come from the baseline to the target.</summary>
public static class KpiProgress
{
    /// <summary>
    /// (value − baseline) / (target − baseline): 0 at the baseline, 1 at the target, whichever way is better. May be below 0 or above 1; what shows it as a bar caps it. Null when one of the three is missing, or the target is the
    /// baseline.
    /// </summary>
    public static decimal? Of(decimal? baseline, decimal? target, decimal? value) =>
        baseline is { } from && target is { } to && value is { } now && to != from ? Math.Round((now - from) / (to - from), 6) : null;
}
