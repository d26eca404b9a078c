namespace MiyagiSensing.Domain.Catalog;

/// <summary>How a file writes instants.</summary>
/// <param name="Column">Column name, or its number from 1 on as <c>#3</c>.</param>
/// <param name="Format">
/// <c>iso</c> (ISO 8601, with an offset or in the zone), <c>unix</c> (seconds), <c>unix-ms</c>, or a pattern of .NET such as <c>yyyy/MM/dd HH:mm</c>, in the zone.
/// </param>
/// <param name="Zone">IANA name such as <c>Asia/Tokyo</c>; null where each field says it itself.</param>
public sealed record ImportTime(string Column, string Format, string? Zone);
