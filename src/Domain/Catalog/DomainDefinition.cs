namespace MiyagiSensing.Domain.Catalog;

/// <summary>A field of sensing, for example <c>river</c>; the second level of every topic after the version.</summary>
public sealed record DomainDefinition
{
    /// <summary>Domain id, see <see cref="Identifier"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required LocalText Name { get; init; }
}
