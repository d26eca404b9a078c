namespace MiyagiSensing.Projections.Alerts;

/// <summary>Where one rule stands with one series; the fold's memory, one row of <c>miyagi.alert_states</c>.</summary>
internal sealed class AlertState
{
    public required string Rule { get; init; }

    public required string Subject { get; init; }

    /// <summary>Index of the present level within the rule, or <see cref="Domain.Alerts.ThresholdDecision.None"/>.</summary>
    public int Level { get; set; } = Domain.Alerts.ThresholdDecision.None;

    /// <summary>Id of the episode that is open; null while there is none.</summary>
    public string? Episode { get; set; }

    /// <summary>Device's clock of the newest value judged, Unix time in ms. What was measured before it came too late to be judged.</summary>
    public long JudgedUpTo { get; set; } = long.MinValue;
}
