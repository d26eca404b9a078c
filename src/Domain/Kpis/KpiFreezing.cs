namespace MiyagiSensing.Domain.Kpis;

/// <summary>When the figures of a fiscal year are frozen, and when they are restated.</summary>
public static class KpiFreezing
{
    /// <summary>The fiscal years that ended between two instants of the journal's time, in order: more than one after a long downtime, none when time does not go on.</summary>
    /// <param name="previous">The journal's time before; null for its first instant, before which nothing was known and nothing is frozen.</param>
    /// <param name="now">The journal's time.</param>
    public static IEnumerable<FiscalYear> YearsEnded(DateTimeOffset? previous, DateTimeOffset now)
    {
        if (previous is not { } before)
        {
            yield break;
        }

        for (var year = FiscalYear.Of(before); year.End <= now; year = year.Next)
        {
            yield return year;
        }
    }

    /// <summary>True when figures say something else than those stated last. Other evidence for the same value does not.</summary>
    /// <param name="stated">Stated last; null when the year had none.</param>
    /// <param name="figures">As they are now.</param>
    public static bool IsRestated(IReadOnlyList<KpiFigure>? stated, IReadOnlyList<KpiFigure> figures) =>
        figures.Any(figure => figure.Value != stated?.FirstOrDefault(before => before.Id == figure.Id)?.Value);
}
