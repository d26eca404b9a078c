using MiyagiSensing.Domain.Quality;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

public sealed class QualityFlagsTests
{
    [Fact]
    public void Stored_numbers_never_change()
    {
        Assert.Equal([1, 2, 3, 4, 9], Enum.GetValues<QualityFlag>().Select(flag => (int)flag));
        Assert.Equal(
            ["GrossRange=0", "Climatology=1", "Spike=2", "RateOfChange=3", "FlatLine=4", "DensityInversion=5"],
            Enum.GetValues<QualityTestKind>().Select(kind => $"{kind}={(int)kind}"));
        Assert.Equal(0x9_000_412u, QualityFlags.Missing
            .With(QualityTestKind.GrossRange, QualityFlag.NotEvaluated).With(QualityTestKind.Climatology, QualityFlag.Pass).With(QualityTestKind.Spike, QualityFlag.Fail).Packed);
    }

    [Theory]
    [InlineData("", QualityFlag.NotEvaluated)]
    [InlineData("1", QualityFlag.Pass)]
    [InlineData("11111", QualityFlag.Pass)]
    [InlineData("11211", QualityFlag.NotEvaluated)]
    [InlineData("11231", QualityFlag.Suspect)]
    [InlineData("31214", QualityFlag.Fail)]
    [InlineData("111112", QualityFlag.NotEvaluated)]
    [InlineData("111114", QualityFlag.Fail)]
    public void The_gravest_flag_counts_and_what_is_unknown_is_not_good(string flags, QualityFlag expected)
    {
        var all = flags.Select((digit, i) => (Kind: (QualityTestKind)i, Flag: (QualityFlag)(digit - '0'))).Aggregate(default(QualityFlags), (sum, one) => sum.With(one.Kind, one.Flag));

        Assert.Equal(expected, all.Aggregate);
        Assert.Equal(all, QualityFlags.FromPacked(all.Packed));
        Assert.Equal(flags, string.Concat(Enum.GetValues<QualityTestKind>().Select(kind => all[kind]).OfType<QualityFlag>().Select(flag => (int)flag)));
    }

    [Fact]
    public void A_flag_that_is_set_again_replaces_the_one_before()
    {
        var flags = default(QualityFlags).With(QualityTestKind.Spike, QualityFlag.NotEvaluated).With(QualityTestKind.GrossRange, QualityFlag.Pass);

        Assert.Equal(QualityFlag.Pass, flags.With(QualityTestKind.Spike, QualityFlag.Pass).Aggregate);
    }

    [Fact]
    public void Without_a_value_nothing_else_counts()
    {
        Assert.Equal(QualityFlag.Missing, QualityFlags.Missing.Aggregate);
        Assert.Equal(QualityFlag.Missing, QualityFlags.Missing.With(QualityTestKind.FlatLine, QualityFlag.Missing).Aggregate);
        Assert.Null(QualityFlags.Missing[QualityTestKind.FlatLine]);
    }
}
