using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>What comes again and again after the last mark, such as later spawnings.</summary>
/// <param name="Every">Degree-days from one to the next, above 0.</param>
/// <param name="WhileAbove">Only days whose mean lies above this add to it, in the metric's unit.</param>
/// <param name="Title">What comes again, for people.</param>
public sealed record DegreeDayRepeat(double Every, double WhileAbove, LocalText Title);
