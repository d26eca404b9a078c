namespace MiyagiSensing.Domain.Journal;

/// <summary>
/// The ledger line of one device in one block, in readings: <see cref="Received"/> = <see cref="Stored"/> + <see cref="Duplicate"/> + <see cref="SetAside"/> +
/// <see cref="DeadLettered"/>, exactly. A dead letter counts as one reading.
/// </summary>
public sealed record DeviceTally
{
    /// <summary>Device id.</summary>
    public required string Device { get; init; }

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
