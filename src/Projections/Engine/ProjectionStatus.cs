namespace MiyagiSensing.Projections.Engine;

/// <summary>How far a projection is.</summary>
/// <param name="Name">Projection's name.</param>
/// <param name="Position">Position of the last event it has taken in.</param>
/// <param name="LagEvents">Positions between it and the end of the store; 0 when in step.</param>
/// <param name="LastError">What stopped it last, for the operator; null when nothing did.</param>
/// <param name="State">What it does on this node.</param>
public sealed record ProjectionStatus(string Name, long Position, long LagEvents, string? LastError, ProjectionState State = ProjectionState.Running);
