using System.Diagnostics;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Ports;

/// <summary>
/// One decoded message on its way to the journal: readings, events, or both. All of it is committed in one transaction, and only then is
/// <see cref="Settle"/> called with <see cref="IntakeOutcome.Committed"/>.
/// </summary>
public abstract class IntakeMessage
{
    /// <summary>The device that sent it, authenticated.</summary>
    public required string Device { get; init; }

    /// <summary>Our clock at arrival, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Size of the payload in bytes; counts against the intake's bound.</summary>
    public required int PayloadBytes { get; init; }

    /// <summary>The readings decoded from it, possibly none.</summary>
    public IReadOnlyList<Reading> Readings { get; init; } = [];

    /// <summary>Other facts decoded from it: dead letters, RTK session events, device states; possibly none.</summary>
    public IReadOnlyList<NewEvent> Events { get; init; } = [];

    /// <summary>How many of <see cref="Events"/> are dead letters; counts in the ledger.</summary>
    public int DeadLettered { get; init; }

    /// <summary>The trace of the PUBLISH; default when nothing is traced.</summary>
    public ActivityContext Trace { get; init; }

    /// <summary>Filled before <see cref="Settle"/> with what became of <see cref="Readings"/>; null for messages that do not ask.</summary>
    public virtual IntakeCounts? Counts => null;

    /// <summary>Told once how it ended. Called on the journal's thread: must not block and must not throw.</summary>
    public abstract void Settle(IntakeOutcome outcome);
}
