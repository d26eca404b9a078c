using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>What holds of a species' limits in a district after all that was changed.</summary>
public static class LimitChanges
{
    /// <summary>The value holds.</summary>
    public const string Set = "set";

    /// <summary>The limit is not asked for.</summary>
    public const string Off = "off";

    /// <summary>What stands elsewhere holds again.</summary>
    public const string Reset = "reset";

    /// <summary>The changes there are.</summary>
    public static IReadOnlyList<string> All { get; } = [Set, Off, Reset];

    /// <summary>The limits that hold: a district's own change wins over one for all, and that over the catalog. Those that are off are left out.</summary>
    /// <param name="species">As the catalog has it.</param>
    /// <param name="changes">In the order in which they were recorded; of any species.</param>
    /// <param name="district">The district; null for one that has no changes of its own.</param>
    public static IReadOnlyList<SpeciesLimit> Effective(SpeciesDefinition species, IEnumerable<SpeciesLimitChanged> changes, string? district)
    {
        var own = changes.Where(change => change.Species == species.Id).ToLookup(change => change.Limit);
        return [.. species.Limits.Select(limit => Apply(limit, Holding(own[limit.Id], district))).OfType<SpeciesLimit>()];
    }

    private static SpeciesLimitChanged? Holding(IEnumerable<SpeciesLimitChanged> changes, string? district) =>
        Last(changes.Where(change => district is not null && change.District == district)) ?? Last(changes.Where(change => change.District is null));

    private static SpeciesLimitChanged? Last(IEnumerable<SpeciesLimitChanged> changes) => changes.LastOrDefault() is { Change: not Reset } change ? change : null;

    private static SpeciesLimit? Apply(SpeciesLimit limit, SpeciesLimitChanged? change) => change switch
    {
        null => limit,
        { Change: Off } => null,
        _ => limit with { Value = change.Value!.Value, Source = change.Source ?? change.Reason },
    };
}
