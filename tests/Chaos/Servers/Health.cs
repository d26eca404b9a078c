namespace MiyagiSensing.Chaos.Servers;

/// <summary>What the platform says of itself.</summary>
/// <param name="IsReady">/health/ready answers 200.</param>
/// <param name="Text">The whole answer, or why there was none.</param>
/// <param name="Positions">Projection to the position of the last event it has taken in.</param>
internal sealed record Health(bool IsReady, string Text, IReadOnlyDictionary<string, long> Positions);
