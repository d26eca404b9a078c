namespace MiyagiSensing.Domain.Alerts;

/// <summary>What a rule has to tell.</summary>
/// <param name="Rule">The rule on its series.</param>
/// <param name="Change">What.</param>
public sealed record RuleChange(SeriesRule Rule, TimelineChange Change);
