namespace MiyagiSensing.Domain.Events;

/// <summary>An operator let a projection pass over an event that it could not take in; a rebuild passes over it too. Stream <c>projection:{name}</c>. Who did it stands in the headers.</summary>
/// <param name="Projection">Projection's name with version.</param>
/// <param name="Position">Position of the event that is passed over.</param>
/// <param name="Event">Its id.</param>
/// <param name="Type">Its stored type name.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Error">Why it could not be taken in.</param>
public sealed record ProjectionEventSkipped(string Projection, long Position, Guid Event, string Type, string Stream, string Error) : IDomainEvent;
