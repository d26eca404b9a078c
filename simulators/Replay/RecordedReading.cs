namespace MiyagiSensing.Simulators.Replay;

/// <summary>A recorded message, ready to be sent at its instant.</summary>
/// <param name="At">When it was measured, on the replay's clock, UTC.</param>
/// <param name="Station">The station whose device sends it.</param>
/// <param name="Kind"><c>telemetry</c> or <c>event</c>.</param>
/// <param name="Payload">JSON, UTF-8.</param>
/// <param name="Readings">How many readings it carries.</param>
public sealed record RecordedReading(DateTimeOffset At, string Station, string Kind, byte[] Payload, int Readings);
