namespace MiyagiSensing.Domain.Events;

/// <summary>Marks the records that may be stored as events. Each is listed in <see cref="EventCatalog"/> under its stored name.</summary>
public interface IDomainEvent;
