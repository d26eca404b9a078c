namespace MiyagiSensing.Domain.Quality;

/// <summary>Whether a sensor looks overgrown, with the figures it rests on: medians of the daily range over 15 days, in the metric's unit.</summary>
/// <param name="State">The finding.</param>
/// <param name="Oldest">Days 31 to 45 back; NaN when they have too few figures.</param>
/// <param name="Middle">Days 16 to 30 back; NaN likewise.</param>
/// <param name="Newest">The last 15 days; NaN likewise.</param>
public readonly record struct BiofoulingJudgement(SuspicionState State, double Oldest, double Middle, double Newest);
