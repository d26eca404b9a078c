namespace MiyagiSensing.Projections.RtkUsage;

/// <summary>Registered user ids on one day.</summary>
/// <param name="Day">The day in Japan.</param>
/// <param name="Registered">Ids registered on that day or before, and not given back by then.</param>
/// <param name="Ever">Distinct ids registered up to that day.</param>
public sealed record RtkIdCount(DateOnly Day, long Registered, long Ever);
