namespace MiyagiSensing.Unit.Simulators.Fakes;

/// <summary>A PUBLISH that reached the scripted broker.</summary>
/// <param name="Connection">Number of the connection, from 0.</param>
/// <param name="Topic">Topic name.</param>
/// <param name="Payload">Payload as text.</param>
/// <param name="Answer">What the script made of it.</param>
internal sealed record BrokerMessage(int Connection, string Topic, string Payload, BrokerAnswer Answer);
