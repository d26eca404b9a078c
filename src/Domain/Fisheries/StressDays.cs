namespace MiyagiSensing.Domain.Fisheries;

/// <summary>On how many days of the season a limit was reached at a place, by any sensor that it speaks of. Days without a figure are not days without stress: they are named.</summary>
/// <param name="Limit">Limit id.</param>
/// <param name="Station">Station id.</param>
/// <param name="From">The season's first day.</param>
/// <param name="To">The last day that counts.</param>
/// <param name="Days">Days on which some value was at the limit or beyond.</param>
/// <param name="MeasuredDays">Days that had a figure and that the limit speaks of.</param>
/// <param name="MissingDays">Days that the limit speaks of and that had no figure.</param>
public sealed record StressDays(SpeciesLimit Limit, string Station, DateOnly From, DateOnly To, int Days, int MeasuredDays, int MissingDays)
{
    /// <summary>Counts; the value of the limit is the one that holds now, for the whole season.</summary>
    /// <param name="species">What season and stages come from.</param>
    /// <param name="limit">The limit as it holds there.</param>
    /// <param name="station">Where.</param>
    /// <param name="figures">Days of each sensor.</param>
    /// <param name="day">The last day that counts.</param>
    public static StressDays Of(SpeciesDefinition species, SpeciesLimit limit, string station, IEnumerable<(string Sensor, DayFigure Figure)> figures, DateOnly day)
    {
        var from = species.SeasonOf(day);
        var byDay = figures
            .Where(item => limit.AppliesTo(item.Sensor) && item.Figure.Day >= from && item.Figure.Day <= day && species.IsJudgedBy(limit, item.Figure.Day.Month))
            .GroupBy(item => item.Figure.Day, (_, items) => items.Any(item => limit.IsReachedBy(limit.Direction == "below" ? item.Figure.Minimum : item.Figure.Maximum)))
            .ToList();
        var due = Enumerable.Range(0, day.DayNumber - from.DayNumber + 1).Count(offset => species.IsJudgedBy(limit, from.AddDays(offset).Month));
        return new StressDays(limit, station, from, day, byDay.Count(isReached => isReached), byDay.Count, due - byDay.Count);
    }
}
