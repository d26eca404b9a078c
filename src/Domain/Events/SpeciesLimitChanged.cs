namespace MiyagiSensing.Domain.Events;

/// <summary>A limit of a species holds another value, everywhere or in one district; what held before stays in the stream. Stream <c>species:{id}</c>.</summary>
/// <param name="Species">Species id.</param>
/// <param name="Limit">Limit id within the species.</param>
/// <param name="District">The district it is changed for; null for all that have no change of their own.</param>
/// <param name="Change"><c>set</c>: the value holds; <c>off</c>: it is not asked for there; <c>reset</c>: what stands elsewhere (for all districts, in the catalog) holds again.</param>
/// <param name="Value">In the metric's unit; null unless it is set.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Source">Where the value comes from; null when the reason says it.</param>
public sealed record SpeciesLimitChanged(string Species, string Limit, string? District, string Change, double? Value, string Reason, string? Source = null) : IDomainEvent;
