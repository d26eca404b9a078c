using MiyagiSensing.Projections.Bridges;

namespace MiyagiSensing.Api.Bridges;

/// <summary>Bridges of the register on a day, as they go out.</summary>
internal sealed record BridgeList
{
    /// <summary>The day in Japan that duties are worked out for.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Only what was recorded by the end of this day counts; null for all that is known.</summary>
    public DateOnly? KnownOn { get; init; }

    /// <summary>First day of the inspection cycle that <see cref="On"/> falls into.</summary>
    public required DateOnly CycleFrom { get; init; }

    /// <summary>Its last day.</summary>
    public required DateOnly CycleTo { get; init; }

    /// <summary>Bridges of the whole register.</summary>
    public required int Registered { get; init; }

    /// <summary>Of these, inspected in the cycle at least once.</summary>
    public required int Inspected { get; init; }

    /// <summary>Of these, overdue on the day.</summary>
    public required int Overdue { get; init; }

    /// <summary>Those asked for.</summary>
    public required IReadOnlyList<BridgeOverview> Bridges { get; init; }
}
