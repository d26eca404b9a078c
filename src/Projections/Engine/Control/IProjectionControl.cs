namespace MiyagiSensing.Projections.Engine.Control;

/// <summary>What an operator sees of the projections and does with them, from any process.</summary>
public interface IProjectionControl
{
    /// <summary>All projections, by name.</summary>
    Task<IReadOnlyList<ProjectionRow>> ListAsync(CancellationToken cancellationToken);

    /// <summary>What the auditor found last, by name.</summary>
    Task<IReadOnlyList<AuditRow>> AuditsAsync(CancellationToken cancellationToken);

    /// <summary>Audits now, to the end of the journal; false when another node is at it.</summary>
    Task<bool> AuditAsync(CancellationToken cancellationToken);

    /// <summary>Lets a stopped projection try its event again.</summary>
    /// <returns>The event.</returns>
    /// <exception cref="InvalidOperationException">There is no such projection, or it is not stopped.</exception>
    Task<PoisonStop> RetryAsync(string projection, CancellationToken cancellationToken);

    /// <summary>Lets a stopped projection pass over its event, for ever, and writes that down as an event.</summary>
    /// <param name="projection">Name with or without version.</param>
    /// <param name="actor">Who decides.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The event that is passed over.</returns>
    /// <exception cref="InvalidOperationException">There is no such projection, it is not stopped, or it never passes over events.</exception>
    Task<PoisonStop> SkipAsync(string projection, string actor, CancellationToken cancellationToken);
}
