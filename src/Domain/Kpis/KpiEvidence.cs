using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Kpis;

/// <summary>One thing that a figure rests on, or that was looked at and does not count.</summary>
public sealed record KpiEvidence
{
    /// <summary>Id of the figure.</summary>
    public required string Figure { get; init; }

    /// <summary>Whom or what it is about: a pseudonym, a district, a bridge.</summary>
    public required string Subject { get; init; }

    /// <summary>The day in Japan that it is a fact of; null where it has none, as an opening balance.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>True when the figure rests on it.</summary>
    public required bool Counts { get; init; }

    /// <summary>What it says, in a line.</summary>
    public required LocalText Line { get; init; }

    /// <summary>The event; null for an opening balance, and for readings, which are too many to be named one by one.</summary>
    public EventReference? Event { get; init; }

    /// <summary>For readings: how many; null otherwise.</summary>
    public long? Readings { get; init; }

    /// <summary>For readings: position of the first journal block that has some of them.</summary>
    public long? FirstPosition { get; init; }

    /// <summary>For readings: position of the last one.</summary>
    public long? LastPosition { get; init; }
}
