namespace MiyagiSensing.Simulators.Devices;

/// <summary>A message that a device has measured and not yet had acknowledged.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Payload">JSON, UTF-8.</param>
/// <param name="Readings">How many readings it carries; 0 for events.</param>
public sealed record OutgoingMessage(string Topic, byte[] Payload, int Readings);
