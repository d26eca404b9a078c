namespace MiyagiSensing.Projections.Engine;

/// <summary>What a projection does on a node.</summary>
public enum ProjectionState
{
    /// <summary>Takes events in.</summary>
    Running,

    /// <summary>Waits for a server that is away and tries again by itself.</summary>
    Waiting,

    /// <summary>Stands before an event that it can't take in; an operator decides.</summary>
    Stopped,

    /// <summary>Another node runs it.</summary>
    Standby,
}
