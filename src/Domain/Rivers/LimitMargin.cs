namespace MiyagiSensing.Domain.Rivers;

/// <summary>How far a level is from a limit.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Metres">The limit less the level: negative beyond it; null while the present level is not known.</param>
public sealed record LimitMargin(GaugeLimit Limit, double? Metres);
