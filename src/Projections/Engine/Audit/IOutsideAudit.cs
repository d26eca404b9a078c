namespace MiyagiSensing.Projections.Engine.Audit;

/// <summary>Holds what a projection makes outside the event store's database against history. Its findings stand beside those of the rows.</summary>
internal interface IOutsideAudit
{
    /// <summary>Projection with version and what is counted: the key of what is stored.</summary>
    string Id { get; }

    /// <summary>Goes on where it was; at least one step. A server that is away is left for the next time.</summary>
    Task AuditAsync(TimeSpan budget, CancellationToken cancellationToken);
}
