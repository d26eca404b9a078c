namespace MiyagiSensing.Domain.Fisheries;

/// <summary>Degree-days of one sensor from the rule's first day to a day. Days without a figure add nothing and are named, so the sum is what is known, and at least that.</summary>
public sealed record DegreeDayCount
{
    /// <summary>The first day that counts.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day, included.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The sum, 0 or more.</summary>
    public required double DegreeDays { get; init; }

    /// <summary>Days that had a figure.</summary>
    public required int Days { get; init; }

    /// <summary>Days that had none.</summary>
    public required int MissingDays { get; init; }

    /// <summary>Id of each mark and the day on which it was reached; null while it is not.</summary>
    public required IReadOnlyList<DegreeDayReached> Marks { get; init; }

    /// <summary>The days on which what repeats came again; empty without a repeat.</summary>
    public required IReadOnlyList<DateOnly> Repeats { get; init; }

    /// <summary>Counts.</summary>
    /// <param name="rule">How.</param>
    /// <param name="figures">One sensor's days in any order; those outside are passed over.</param>
    /// <param name="day">The last day that counts.</param>
    public static DegreeDayCount Of(DegreeDayRule rule, IEnumerable<DayFigure> figures, DateOnly day)
    {
        var from = rule.Start.LastBefore(day);
        var (sum, sinceLast, days) = (0.0, 0.0, 0);
        var reached = new DateOnly?[rule.Marks.Count];
        List<DateOnly> repeats = [];
        foreach (var figure in figures.Where(figure => figure.Day >= from && figure.Day <= day).OrderBy(figure => figure.Day))
        {
            var wasRipe = reached.Length > 0 && reached[^1] is not null;
            var gain = Math.Max(0, figure.Mean - rule.Base);
            days++;
            sum += gain;
            for (var i = 0; i < reached.Length; i++)
            {
                reached[i] ??= sum >= rule.Marks[i].DegreeDays ? figure.Day : null;
            }

            if (wasRipe && rule.Repeat is { } repeat && figure.Mean > repeat.WhileAbove)
            {
                sinceLast += gain;
                if (sinceLast >= repeat.Every)
                {
                    repeats.Add(figure.Day);
                    sinceLast -= repeat.Every;
                }
            }
        }

        return new DegreeDayCount
        {
            From = from,
            To = day,
            DegreeDays = sum,
            Days = days,
            MissingDays = day.DayNumber - from.DayNumber + 1 - days,
            Marks = [.. rule.Marks.Select((mark, i) => new DegreeDayReached(mark.Id, mark.DegreeDays, mark.Title, reached[i]))],
            Repeats = repeats,
        };
    }
}
