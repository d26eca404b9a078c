namespace MiyagiSensing.Domain.Events;

/// <summary>An entry of the catalog as an event.</summary>
public interface IDefinition : IDomainEvent
{
    /// <summary>SHA-256 of the definition, hexadecimal; tells whether a catalog file has changed since.</summary>
    string ContentHash { get; }
}
