namespace MiyagiSensing.Projections.Engine;

/// <summary>The checkpoint is no longer what this runner wrote: another node has taken over, or a rebuild has put new rows in place. Nothing was committed; read the state again.</summary>
internal sealed class CheckpointMovedException(string name, long from)
    : Exception($"Projection {name} is no longer as it was at position {from}: another node has taken it over, or it was rebuilt.");
