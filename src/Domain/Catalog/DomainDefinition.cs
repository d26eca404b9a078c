namespace MiyagiSensing.Domain.Catalog;

/// <summary>A field of sensing, for example <c>river</c>; the second level of every topic after the version.</summary>
public sealed record DomainDefinition
{
    /// <summary>Domain id, see <see cref="Identifier"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Names of the kinds of its stations (<see cref="StationDefinition.Kind"/>); empty where all are alike.</summary>
    public IReadOnlyDictionary<string, LocalText> Kinds { get; init; } = new Dictionary<string, LocalText>();
}
