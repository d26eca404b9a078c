namespace MiyagiSensing.EventStore;

/// <summary>Whether the journal can be written at present: what the writer's last try said. Safe for concurrent use.</summary>
public sealed class JournalCondition
{
    private volatile string? _problem;

    /// <summary>Why the last try to commit failed, for people; null when it did not.</summary>
    public string? Problem => _problem;

    internal void Failed(string reason) => _problem = reason;

    internal void Succeeded() => _problem = null;
}
