namespace MiyagiSensing.Projections.RtkUsage;

/// <summary>One session as lists show it.</summary>
public sealed record RtkSessionRow
{
    /// <summary>The device that told of it.</summary>
    public required string Device { get; init; }

    /// <summary>The caster's id for it.</summary>
    public required string Session { get; init; }

    /// <summary>Pseudonym; null when nobody is named.</summary>
    public string? User { get; init; }

    /// <summary>Station at which the device stood when it began; null when it stood at none.</summary>
    public string? Station { get; init; }

    /// <summary>NTRIP mountpoint.</summary>
    public string? Mountpoint { get; init; }

    /// <summary>Five-digit municipality code.</summary>
    public string? Municipality { get; init; }

    /// <summary>Its first instant, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The last instant heard of, UTC.</summary>
    public required DateTimeOffset LastHeard { get; init; }

    /// <summary><c>open</c>, <c>ended</c>, <c>timed_out</c> or <c>replaced</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it ended, as the caster states it.</summary>
    public string? Reason { get; init; }

    /// <summary>False when its start was never heard.</summary>
    public required bool HasStart { get; init; }

    /// <summary>Session time, hours.</summary>
    public double Hours => (LastHeard - From).TotalHours;

    /// <summary>Corrections sent, bytes; null when not reported.</summary>
    public long? Bytes { get; init; }

    /// <summary>Epochs by GGA quality, 0 to 8.</summary>
    public required IReadOnlyList<int> Qualities { get; init; }

    /// <summary>Share of epochs with a fixed solution, 0 to 1; null without any.</summary>
    public double? FixedShare => Qualities.Sum() is > 0 and var all ? (double)Qualities[4] / all : null;

    /// <summary>Mean age of corrections, s; null when not stated.</summary>
    public double? AgeMean { get; init; }

    /// <summary>Greatest age of corrections, s; null when not stated.</summary>
    public double? AgeMax { get; init; }

    /// <summary>How often the fixed solution was lost and came back.</summary>
    public required int DropOuts { get; init; }
}
