using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Projections.Bridges;

namespace MiyagiSensing.Unit.Api;

/// <summary>One sensor that stepped; remembers what it was asked. Frequencies are too much for it.</summary>
internal sealed class FakeBridgeTrends : IBridgeTrendQueries
{
    private static readonly DateTimeOffset First = new(2026, 10, 31, 15, 0, 0, TimeSpan.Zero);

    public TrendQuestion? Asked { get; private set; }

    public Task<BridgeTrend?> ReadAsync(TrendQuestion question, CancellationToken cancellationToken)
    {
        Asked = question;
        List<TrendPoint> points = [.. Enumerable.Range(0, 14).Select(day => new TrendPoint(First.AddDays(day), day < 7 ? 1 : 9))];
        return Task.FromResult(question.Metric == IBridgeTrendQueries.NaturalFrequency
            ? null
            : new BridgeTrend(
                question.Metric,
                "um/m",
                [
                    new SeriesTrend
                    {
                        Device = "d1",
                        Sensor = "main",
                        Measured = question.Metric,
                        Temperature = new TemperatureEffect(0.8, 12, 0.5, 40),
                        Stretches = StructuralTrend.Of(points, [], 0.1),
                        Values = [new TrendValue(First, 2.6, 14, 1)],
                        Thin = 1,
                    },
                ]));
    }
}
