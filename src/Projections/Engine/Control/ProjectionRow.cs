namespace MiyagiSensing.Projections.Engine.Control;

/// <summary>A projection as the database shows it to any process.</summary>
/// <param name="Name">Name with version.</param>
/// <param name="Position">The stored checkpoint.</param>
/// <param name="LagEvents">Positions between it and the end of the store.</param>
/// <param name="LagSeconds">Age of the oldest event not yet taken in, s; 0 when in step.</param>
/// <param name="State"><c>running</c>, <c>waiting</c>, <c>stopped</c>, or <c>not running</c> when no node has shown itself for 5 s.</param>
/// <param name="Node">The node that runs it, or ran it last; null when none ever did.</param>
/// <param name="Problem">What is wrong, for the operator; null when nothing is.</param>
public sealed record ProjectionRow(string Name, long Position, long LagEvents, double LagSeconds, string State, string? Node, string? Problem);
