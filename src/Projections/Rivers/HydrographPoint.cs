namespace MiyagiSensing.Projections.Rivers;

/// <summary>A level and how fast it rose.</summary>
/// <param name="MeasuredAt">The gauge's clock, UTC.</param>
/// <param name="Level">Metres, as it counts after corrections.</param>
/// <param name="RatePerHour">Metres an hour, see <see cref="Domain.Rivers.RateOfRise"/>; null with too few readings before it.</param>
public sealed record HydrographPoint(DateTimeOffset MeasuredAt, double Level, double? RatePerHour);
