using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine.Audit;
using MiyagiSensing.Projections.Engine.Shadows;
using Npgsql;

namespace MiyagiSensing.Projections.Engine;

/// <summary>
/// A fold of events into rows. The engine calls it from one loop: load once, then fold, save and told, batch by batch. What it saves and the checkpoint are committed together, so a batch counts
/// wholly or not at all; after any failure the engine loads again from what is committed.
/// </summary>
internal interface IProjector
{
    /// <summary>Name with version, for example <c>devices/1</c>: the key of the checkpoint. A new shape of rows takes a new version.</summary>
    string Name { get; }

    /// <summary>Stored names of the event types that it needs; null for all. An event of these that can't be read stops it; others pass.</summary>
    IReadOnlySet<string>? EventTypes => null;

    /// <summary>False when no event may ever be passed over, because people rely on its having been judged.</summary>
    bool MaySkip => true;

    /// <summary>How a replay is compared when the rows' form depends on when they were written, not on the events alone; null to compare the tables row by row.</summary>
    IRowComparer? Comparer => null;

    /// <summary>What the auditor counts on both sides, the journal and the rows.</summary>
    IReadOnlyList<RowAudit> Audits => [];

    /// <summary>Creates the tables; safe to run again.</summary>
    string Schema { get; }

    /// <summary>Reads the state as committed, forgetting whatever was in memory.</summary>
    Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken);

    /// <summary>Takes events in, in order. May talk to the outside only in ways that are safe to repeat.</summary>
    Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken);

    /// <summary>True when somebody waits for what has changed, so that it is written with this batch; else it is written within a second, together with the checkpoint.</summary>
    bool IsUrgent { get; }

    /// <summary>
    /// True while what has been folded is to stay in memory for now, because it is cheaper to write in larger pieces. The stored checkpoint then stays where it was, and a restart folds again from there.
    /// </summary>
    bool HoldsBack => false;

    /// <summary>Writes what has changed since the last commit.</summary>
    Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken);

    /// <summary>Told that what was saved is committed, and up to which position. Not called while nothing is written.</summary>
    void Committed(long position);
}
