using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Host.Catalog.Reading;

/// <summary>An entry of <c>species*.yaml</c>.</summary>
internal static class SpeciesReader
{
    /// <summary>Deepest sensor, m. Chosen: Sendai Bay is less than 80 m deep (tnfri news 43).</summary>
    private const double GreatestDepth = 200;

    /// <summary>Greatest sum of degree-days. Chosen: a year at 40 °C above the base has fewer.</summary>
    private const double GreatestDegreeDays = 20_000;

    public static SpeciesDefinition Read(CatalogEntry entry)
    {
        entry.AllowOnly("id", "name", "seasonStart", "stages", "limits", "degreeDays", "note", "fictional", "source");
        var species = new SpeciesDefinition
        {
            Id = entry.Id("id"),
            Name = entry.LocalText("name"),
            SeasonStart = Day(entry, "seasonStart"),
            Stages = [.. entry.Entries("stages").Select(Stage)],
            Limits = entry.Has("limits") ? [.. entry.Entries("limits").Select(Limit)] : [],
            DegreeDays = entry.Has("degreeDays") ? DegreeDays(entry.Entry("degreeDays")) : null,
            Remark = entry.OptionalLocalText("note"),
            Fictional = entry.Flag("fictional"),
            Source = entry.OptionalText("source"),
        };
        return species.Fictional || species.Source is not null
            ? species
            : throw entry.Error("source", "is missing; say where the facts come from, or mark the species 'fictional: true'");
    }

    private static SpeciesStage Stage(CatalogEntry entry)
    {
        entry.AllowOnly("id", "title", "months", "source");
        var months = Months(entry);
        return new SpeciesStage
        {
            Id = entry.Id("id"),
            Title = entry.LocalText("title"),
            Months = months.Count > 0 ? months : throw entry.Error("months", "must have at least one month"),
            Source = entry.Text("source"),
        };
    }

    private static SpeciesLimit Limit(CatalogEntry entry)
    {
        entry.AllowOnly("id", "metric", "level", "direction", "value", "title", "sensors", "depth", "months", "stage", "fictional", "source");
        var depth = entry.Has("depth") ? entry.Entry("depth") : null;
        depth?.AllowOnly("from", "to");
        var limit = new SpeciesLimit
        {
            Id = entry.Id("id"),
            Metric = entry.Id("metric"),
            Level = entry.Word("level", [.. LimitLevels.All]),
            Direction = entry.Word("direction", "above", "below"),
            Value = entry.Number("value"),
            Title = entry.LocalText("title"),
            Sensors = entry.Ids("sensors"),
            DepthFrom = depth?.OptionalNumber("from", 0, GreatestDepth),
            DepthTo = depth?.OptionalNumber("to", 0, GreatestDepth),
            Months = Months(entry),
            Stage = entry.OptionalId("stage"),
            Fictional = entry.Flag("fictional"),
            Source = entry.OptionalText("source"),
        };
        if (limit.DepthFrom > limit.DepthTo)
        {
            throw entry.Error("depth", "from lies deeper than to");
        }

        return limit.Fictional || limit.Source is not null
            ? limit
            : throw entry.Error("source", "is missing; say where the number comes from, or mark the limit 'fictional: true'");
    }

    private static DegreeDayRule DegreeDays(CatalogEntry entry)
    {
        entry.AllowOnly("metric", "base", "start", "marks", "repeat", "source");
        var repeat = entry.Has("repeat") ? entry.Entry("repeat") : null;
        repeat?.AllowOnly("every", "whileAbove", "title");
        return new DegreeDayRule
        {
            Metric = entry.Id("metric"),
            Base = entry.Number("base"),
            Start = Day(entry, "start"),
            Marks = Marks(entry),
            Repeat = repeat is null ? null : new DegreeDayRepeat(repeat.Number("every", 1, GreatestDegreeDays), repeat.Number("whileAbove"), repeat.LocalText("title")),
            Source = entry.Text("source"),
        };
    }

    private static List<DegreeDayMark> Marks(CatalogEntry entry)
    {
        List<DegreeDayMark> marks = [];
        foreach (var mark in entry.Entries("marks"))
        {
            mark.AllowOnly("id", "degreeDays", "title");
            marks.Add(new DegreeDayMark(mark.Id("id"), mark.Number("degreeDays", 1, GreatestDegreeDays), mark.LocalText("title")));
            if (marks.Count > 1 && marks[^1].DegreeDays <= marks[^2].DegreeDays)
            {
                throw mark.Error("degreeDays", "is not more than the mark before; order marks from least to greatest");
            }
        }

        return marks;
    }

    private static List<int> Months(CatalogEntry entry)
    {
        var months = entry.Numbers("months");
        return months.All(month => month is >= 1 and <= 12 && month == Math.Truncate(month)) && months.Distinct().Count() == months.Count
            ? months.ConvertAll(month => (int)month)
            : throw entry.Error("months", "must be different whole numbers from 1 to 12");
    }

    private static MonthDay Day(CatalogEntry entry, string key) => MonthDay.TryParse(entry.Text(key), out var day)
        ? day
        : throw entry.Error(key, $"'{entry.Text(key)}' is not a day of every year; write month and day in quotes, for example '04-01'");
}
