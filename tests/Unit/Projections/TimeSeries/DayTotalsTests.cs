using MiyagiSensing.Projections.TimeSeries;
using Xunit;

namespace MiyagiSensing.Unit.Projections.TimeSeries;

public sealed class DayTotalsTests
{
    [Fact]
    public void The_order_of_the_values_does_not_matter()
    {
        double[] values = [0.1, 1e9, -0.3, 14.2, 1e-7, -1e9];

        Assert.True(Of(values).Agrees(Of([.. values.Reverse()])));
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 3 }, new[] { 1.0, 2 })]
    [InlineData(new[] { 1.0, 2, 3 }, new[] { 1.0, 2.1, 3 })]
    [InlineData(new[] { 1.0, 2, 3 }, new[] { 0.9, 2.1, 3 })]
    [InlineData(new[] { 1.0 }, new double[0])]
    public void Other_values_do(double[] expected, double[] actual)
    {
        Assert.False(Of(expected).Agrees(Of(actual)));
        Assert.False(Of(actual).Agrees(Of(expected)));
    }

    [Fact]
    public void A_missing_value_is_known_of_but_not_counted()
    {
        var totals = Of([1, double.NaN]);

        Assert.Equal((1, 2), (totals.Count, totals.Newest));
        Assert.Equal("no value", Of([double.NaN]).ToString());
    }

    [Fact]
    public void Sums_that_no_double_holds_say_nothing() => Assert.True(Of([1e308, 1e308]).Agrees(Of([1e308, 1e308]) with { Sum = 3 }));

    private static DayTotals Of(double[] values)
    {
        var totals = new DayTotals();
        for (var i = 0; i < values.Length; i++)
        {
            totals = totals.With(values[i], i + 1);
        }

        return totals;
    }
}
