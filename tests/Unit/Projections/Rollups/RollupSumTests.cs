using FsCheck;
using FsCheck.Fluent;
using MiyagiSensing.Projections.Rollups;
using Xunit;

namespace MiyagiSensing.Unit.Projections.Rollups;

public sealed class RollupSumTests
{
    [Theory]
    [InlineData(0.1, 100_000_000)]
    [InlineData(-0.1, -100_000_000)]
    [InlineData(14.2, 14_200_000_000)]
    [InlineData(5e-10, 1)] // the double lies above the middle
    [InlineData(0.00000000049999, 0)]
    [InlineData(1e-300, 0)]
    [InlineData(double.Epsilon, 0)]
    [InlineData(0.9999999999, 1_000_000_000)]
    [InlineData(-2.5, -2_500_000_000)]
    public void A_value_becomes_whole_billionths(double value, long parts) => Assert.Equal(parts, RollupSum.ToParts(value));

    [Fact]
    public void Every_double_below_the_bound_is_rounded_as_whole_numbers_would()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            for (var i = 0; i < 1_000; i++)
            {
                var value = (random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-60, 50));
                // Around the middle between two billionths, where a careless rounding goes wrong.
                var middle = (random.Next() + 0.5) / 1e9;

                foreach (var tried in new[] { value, middle, Math.BitIncrement(middle), Math.BitDecrement(-middle) })
                {
                    Assert.Equal(ExactCalculator.Billionths(tried), RollupSum.ToParts(tried));
                }
            }
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void What_is_too_large_to_add_is_counted_and_is_an_extreme()
    {
        var sum = new RollupSum();
        foreach (var value in new[] { 1, 1e15, -1e300, double.NaN, double.PositiveInfinity })
        {
            sum.Add(value);
        }

        Assert.Equal((3, 2, 2), (sum.Count, sum.Missing, sum.TooLarge));
        Assert.Equal((-1e300, 1e15), (sum.Minimum, sum.Maximum));
        Assert.Equal(RollupSum.Parts, (long)sum.Sum);
    }

    [Fact]
    public void Zero_has_one_sign()
    {
        var sum = new RollupSum();
        sum.Add(0.0);
        sum.Add(-0.0);

        Assert.False(double.IsNegative(sum.Minimum));
        Assert.False(double.IsNegative(sum.Maximum));
    }
}
