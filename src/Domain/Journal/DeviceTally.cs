namespace MiyagiSensing.Domain.Journal;

/// <summary>
/// The ledger line of one device and day in one block, in readings: <see cref="Received"/> = <see cref="Stored"/> + <see cref="Duplicate"/> + <see cref="SetAside"/> +
/// <see cref="DeadLettered"/>, exactly. A dead letter counts as one reading.
/// </summary>
public sealed record DeviceTally
{
    /// <summary>Device id.</summary>
    public required string Device { get; init; }

    /// <summary>The day in Japan on which they arrived; null in blocks of builds that did not write it, whose lines are for the whole block.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>All that arrived.</summary>
    public required int Received { get; init; }

    /// <summary>Stored as true.</summary>
    public int Stored { get; init; }

    /// <summary>The same again; nothing changed.</summary>
    public int Duplicate { get; init; }

    /// <summary>Kept apart, see <see cref="SetAsideReading"/>.</summary>
    public int SetAside { get; init; }

    /// <summary>Could not be understood.</summary>
    public int DeadLettered { get; init; }
}
