using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>Reads what was recorded of fisheries. <c>knownOn</c>: only what was recorded before the end of that day in Japan counts; null for all that is known.</summary>
public interface IFisheryQueries
{
    /// <summary>The districts, in the order of the catalog.</summary>
    Task<IReadOnlyList<DistrictDefinition>> DistrictsAsync(CancellationToken cancellationToken);

    /// <summary>The species, in the order of the catalog, with the limits that the catalog gives them.</summary>
    Task<IReadOnlyList<SpeciesDefinition>> SpeciesAsync(CancellationToken cancellationToken);

    /// <summary>All changes of limits, in the order in which they were recorded.</summary>
    Task<IReadOnlyList<LimitChange>> LimitChangesAsync(DateOnly? knownOn, CancellationToken cancellationToken);

    /// <summary>The limits of a species with what was changed of them; null when there is no such species.</summary>
    /// <param name="species">Species id.</param>
    /// <param name="district">The district they are to hold in; null for those without changes of their own.</param>
    /// <param name="knownOn">See the interface.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<LimitOverview>?> LimitsAsync(string species, string? district, DateOnly? knownOn, CancellationToken cancellationToken);

    /// <summary>The initiatives, by district and id.</summary>
    /// <param name="district">Only of this one; null for all.</param>
    /// <param name="day">The day in Japan that their state is told for.</param>
    /// <param name="knownOn">See the interface.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<InitiativeOverview>> InitiativesAsync(string? district, DateOnly day, DateOnly? knownOn, CancellationToken cancellationToken);

    /// <summary>Entries of fishing logs for work from a day to another, both included, newest day first.</summary>
    Task<IReadOnlyList<FishingLog>> LogsAsync(string? district, DateOnly from, DateOnly to, DateOnly? knownOn, int limit, CancellationToken cancellationToken);
}
