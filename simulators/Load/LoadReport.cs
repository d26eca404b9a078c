namespace MiyagiSensing.Simulators.Load;

/// <summary>What a load came to.</summary>
public sealed record LoadReport
{
    /// <summary>Connections, a device each.</summary>
    public required int Connections { get; init; }

    /// <summary>Length of the measurement, s.</summary>
    public required double Seconds { get; init; }

    /// <summary>Readings sent at least once.</summary>
    public required long Sent { get; init; }

    /// <summary>Readings acknowledged in the end.</summary>
    public required long Acknowledged { get; init; }

    /// <summary>Readings sent a second while measuring.</summary>
    public required double OfferedPerSecond { get; init; }

    /// <summary>Readings acknowledged a second while measuring.</summary>
    public required double AcknowledgedPerSecond { get; init; }

    /// <summary>Median time from PUBLISH to PUBACK, ms, ± 4 %.</summary>
    public required double PubackMillisecondsP50 { get; init; }

    /// <summary>99th percentile, ms.</summary>
    public required double PubackMillisecondsP99 { get; init; }

    /// <summary>99.9th percentile, ms.</summary>
    public required double PubackMillisecondsP999 { get; init; }

    /// <summary>Why connections ended early; empty when none did.</summary>
    public required IReadOnlyList<string> Failures { get; init; }
}
