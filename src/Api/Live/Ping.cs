namespace MiyagiSensing.Api.Live;

/// <summary>The JSON of a <c>ping</c> event: keeps proxies from closing a quiet stream, and lets pages tell how old values are by our clock.</summary>
/// <param name="At">Our clock, UTC.</param>
internal sealed record Ping(DateTimeOffset At);
