namespace MiyagiSensing.Projections.Bridges;

/// <summary>What a trend is asked for.</summary>
/// <param name="Station">The station whose sensors watch the bridge.</param>
/// <param name="Metric">One of <see cref="IBridgeTrendQueries.Metrics"/>.</param>
/// <param name="Period">What the values are gathered by.</param>
/// <param name="From">Beginning, inclusive.</param>
/// <param name="To">End, exclusive; after <paramref name="From"/>.</param>
/// <param name="Repairs">Days of repairs in Japan, at which the story begins anew.</param>
public sealed record TrendQuestion(string Station, string Metric, TrendPeriod Period, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<DateOnly> Repairs);
