namespace MiyagiSensing.Domain.Events;

/// <summary>One of a station's own limits is another one from an instant on; it holds over what the catalog says. Stream <c>station:{id}</c>.</summary>
/// <param name="Station">Station id.</param>
/// <param name="Metric">The metric it limits.</param>
/// <param name="Limit">Name of the limit, for example <c>danger</c>.</param>
/// <param name="From">From when it holds, UTC; may lie before or after the event.</param>
/// <param name="Source">Where the value comes from.</param>
/// <param name="Reason">Why it changed, in words.</param>
/// <param name="Value">In the metric's unit; null when the station has no such limit any more.</param>
public sealed record ThresholdChanged(string Station, string Metric, string Limit, DateTimeOffset From, string Source, string Reason, double? Value = null) : IDomainEvent;
