using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Unit.Domain.Fisheries;

/// <summary>Daily figures and species for the tests of this folder.</summary>
internal static class Figures
{
    public static readonly LocalText Text = new("文", "text");

    /// <summary>One figure a day from a day on, with a range of one degree around each mean.</summary>
    public static IEnumerable<DayFigure> From(DateOnly first, params IEnumerable<double> means) =>
        means.Select((mean, i) => new DayFigure(first.AddDays(i), mean, mean - 0.5, mean + 0.5, 144));

    public static SpeciesLimit Limit(string level = LimitLevels.Danger, string direction = "above", double value = 30) => new()
    {
        Id = $"{direction}-{value}",
        Metric = "water_temp",
        Level = level,
        Direction = direction,
        Value = value,
        Title = Text,
        Source = "a page",
    };

    public static SpeciesDefinition Species(IReadOnlyList<int> months, params IReadOnlyList<SpeciesLimit> limits) => new()
    {
        Id = "oyster",
        Name = Text,
        SeasonStart = new MonthDay(4, 1),
        Stages = [new SpeciesStage { Id = "growing", Title = Text, Months = months, Source = "a page" }],
        Limits = limits,
        Source = "a page",
    };
}
