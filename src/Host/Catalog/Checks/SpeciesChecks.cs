using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Host.Catalog.Reading;

namespace MiyagiSensing.Host.Catalog.Checks;

/// <summary>Species against metrics and against themselves: a limit that can never be asked for is refused.</summary>
internal static class SpeciesChecks
{
    public static void Check(IReadOnlyList<Located<SpeciesDefinition>> species, CatalogIndex index)
    {
        UniqueKeys.Check(species, "id", one => one.Id);
        foreach (var (one, entry) in species)
        {
            HashSet<string> stages = [];
            foreach (var (stage, stageEntry) in one.Stages.Zip(entry.Entries("stages")))
            {
                Unique(stages, stage.Id, stageEntry);
            }

            HashSet<string> limits = [];
            foreach (var (limit, limitEntry) in one.Limits.Count == 0 ? [] : one.Limits.Zip(entry.Entries("limits")))
            {
                Unique(limits, limit.Id, limitEntry);
                CheckLimit(one, limit, limitEntry, index);
            }

            if (one.DegreeDays is { } degreeDays)
            {
                RequireMetric(degreeDays.Metric, entry.Entry("degreeDays"), index);
            }
        }
    }

    private static void CheckLimit(SpeciesDefinition species, SpeciesLimit limit, CatalogEntry entry, CatalogIndex index)
    {
        RequireMetric(limit.Metric, entry, index);
        var metric = index.Metrics[(SpeciesDefinition.SensingDomain, limit.Metric)];
        if (!MetricChecks.IsPossible(metric, limit.Value))
        {
            throw entry.Error("value", $"{CatalogEntry.Show(limit.Value)} {metric.DisplayUnit} is beyond what {metric.Name} can be; check the unit");
        }

        if (limit.Stage is { } stage && species.Stages.All(known => known.Id != stage))
        {
            throw entry.Error("stage", $"'{stage}' is none of this species' stages: {string.Join(", ", species.Stages.Select(known => known.Id))}");
        }

        if (!Enumerable.Range(1, 12).Any(month => species.IsJudgedBy(limit, month)))
        {
            throw entry.Error("months", "none of them is a month in which the species is in the water, by its stages");
        }
    }

    private static void RequireMetric(string metric, CatalogEntry entry, CatalogIndex index)
    {
        if (!index.Metrics.ContainsKey((SpeciesDefinition.SensingDomain, metric)))
        {
            throw entry.Error("metric", $"'{metric}' is not a metric of domain {SpeciesDefinition.SensingDomain}; define it in metrics.yaml first");
        }
    }

    private static void Unique(HashSet<string> seen, string id, CatalogEntry entry)
    {
        if (!seen.Add(id))
        {
            throw entry.Error("id", $"'{id}' stands twice in this species");
        }
    }
}
