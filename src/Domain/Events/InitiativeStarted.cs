using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Domain.Events;

/// <summary>A district began a smart initiative, or went on with a paused one. Stream <c>district:{id}</c>.</summary>
/// <param name="District">District id.</param>
/// <param name="Initiative">Id of the initiative, unique within the district.</param>
/// <param name="Kind">One of <see cref="InitiativeKinds.All"/>.</param>
/// <param name="On">From this day in Japan on.</param>
/// <param name="Evidence">What shows it: a document, a decision, a reference; empty when nothing does, and then it does not count.</param>
public sealed record InitiativeStarted(string District, string Initiative, string Kind, DateOnly On, string Evidence) : IDomainEvent;
