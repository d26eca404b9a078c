using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Corrections;

/// <summary>A correction with what has become of it.</summary>
/// <param name="Position">Position of its event: corrections of a series apply in this order.</param>
/// <param name="MadeAt">When it was recorded, UTC.</param>
/// <param name="Fact">What it says.</param>
/// <param name="UndoneAt">When it was undone, UTC; null while it holds.</param>
/// <param name="Undone">Who undid it and why; null while it holds.</param>
public sealed record Correction(long Position, DateTimeOffset MadeAt, CorrectionMade Fact, DateTimeOffset? UndoneAt = null, CorrectionUndone? Undone = null)
{
    /// <summary>Correction id.</summary>
    public string Id => Fact.Correction;

    /// <summary>True when it held at an instant; null asks for the present.</summary>
    public bool HeldAt(DateTimeOffset? instant) => instant is { } at ? MadeAt <= at && !(UndoneAt <= at) : UndoneAt is null;

    /// <summary>True when it is about values measured at an instant.</summary>
    public bool Covers(DateTimeOffset measuredAt) => measuredAt >= Fact.From && measuredAt < Fact.To;
}
