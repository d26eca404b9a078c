namespace MiyagiSensing.Domain.Events;

/// <summary>An event that is not yet stored. Its id is chosen before the first try, so that an uncertain commit can be looked up.</summary>
/// <param name="Id">Unique for ever.</param>
/// <param name="Stream">Stream id, for example <c>device:buoy-1</c>.</param>
/// <param name="Data">One of the records of <see cref="EventCatalog"/>.</param>
/// <param name="Headers">Who and what caused it.</param>
public sealed record NewEvent(Guid Id, string Stream, IDomainEvent Data, EventHeaders Headers);
