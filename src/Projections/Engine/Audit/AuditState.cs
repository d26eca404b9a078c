namespace MiyagiSensing.Projections.Engine.Audit;

/// <summary>How far one audit is: the journal's side up to a position, the rows' side up to a key of the present pass.</summary>
/// <param name="id">Projection with version and what is counted: the key of what is stored.</param>
/// <param name="projector">The projection.</param>
/// <param name="audit">What is counted.</param>
internal sealed class AuditState(string id, IProjector projector, RowAudit audit)
{
    public string Id { get; } = id;

    public IProjector Projector { get; } = projector;

    public RowAudit Audit { get; } = audit;

    /// <summary>The operator's exceptions, which the projection passed over.</summary>
    public required SkippedEvents Skipped { get; init; }

    /// <summary>Up to where the journal is counted.</summary>
    public long Position { get; set; }

    /// <summary>Up to where the rows tell the story.</summary>
    public long Target { get; set; }

    /// <summary>The last key compared; null at the beginning of a pass.</summary>
    public string[]? Cursor { get; set; }

    /// <summary>What the present pass has found so far.</summary>
    public AuditPass Pass { get; set; } = AuditPass.Empty;

    /// <summary>True when both sides are of one moment.</summary>
    public bool IsComparable => Position == Target;
}
