using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Ingest.Identities;

namespace MiyagiSensing.Ingest.Pipeline;

/// <summary>
/// What one commit will carry, as it passes the stages: each adds what it knows. Belongs to the pipeline, one stage at a time.
/// </summary>
internal sealed class IntakeBatch(IReadOnlyList<IntakeMessage> messages)
{
    /// <summary>The messages to settle when it is committed.</summary>
    public IReadOnlyList<IntakeMessage> Messages { get; } = messages;

    /// <summary>Readings that count, so far as the stages have decided.</summary>
    public List<Reading> Accepted { get; } = [];

    /// <summary>Readings kept apart, with the reason.</summary>
    public List<SetAsideReading> SetAside { get; } = [];

    /// <summary>Of <see cref="SetAside"/>, the readings of which nothing is stored as true, with the reason.</summary>
    public List<(Reading Reading, string Reason)> KeptApart { get; } = [];

    /// <summary>Readings that are stored already.</summary>
    public List<Reading> Duplicates { get; } = [];

    /// <summary>What was stored before this batch under the identities of its late readings; null when none is late.</summary>
    public IReadOnlyDictionary<(SeriesIdentities Ring, long Instant), double>? Recollected { get; set; }

    /// <summary>What is to be committed; filled last.</summary>
    public IReadOnlyList<NewEvent> Events { get; set; } = [];
}
