namespace MiyagiSensing.Api.History;

/// <summary>One reading.</summary>
/// <param name="MeasuredAt">The device's clock.</param>
/// <param name="ReceivedAt">Our clock at arrival.</param>
/// <param name="Raw">As received; null is missing.</param>
/// <param name="Value">As it counts; null is missing.</param>
/// <param name="Corrections">Ids of the corrections between the two, in the order in which they apply.</param>
internal sealed record SeriesReading(DateTimeOffset MeasuredAt, DateTimeOffset ReceivedAt, double? Raw, double? Value, IReadOnlyList<string> Corrections);
