namespace MiyagiSensing.Domain.Fisheries;

/// <summary>What one sensor measured on one day in Japan, of the hours in which every value was physically possible.</summary>
/// <param name="Day">The day in Japan.</param>
/// <param name="Mean">Mean of the values, in the metric's unit.</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
/// <param name="Count">How many values, 1 or more.</param>
public readonly record struct DayFigure(DateOnly Day, double Mean, double Minimum, double Maximum, long Count);
