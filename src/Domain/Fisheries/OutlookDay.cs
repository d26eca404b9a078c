namespace MiyagiSensing.Domain.Fisheries;

/// <summary>A day of the outlook.</summary>
/// <param name="Day">The day in Japan.</param>
/// <param name="Mean">The daily mean to be expected, in the metric's unit.</param>
/// <param name="Low">Nine days of ten lie at or above this and at or below <paramref name="High"/>, if the coming days scatter as the past ones did.</param>
/// <param name="High">See <paramref name="Low"/>.</param>
public sealed record OutlookDay(DateOnly Day, double Mean, double Low, double High);
