using MiyagiSensing.Domain.Quality;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

public sealed class SeawaterDensityTests
{
    // UNESCO Technical Papers in Marine Science 44, page 22 (0 and 30 °C), and the check values of the equation in Gill, Atmosphere-Ocean Dynamics, A3.2 (5 and 25 °C). Temperatures of IPTS-68.
    [Theory]
    [InlineData(0, 0, 999.842594, 8)]
    [InlineData(30, 0, 995.65113374, 8)]
    [InlineData(0, 35, 1028.10633141, 8)]
    [InlineData(30, 35, 1021.72863949, 8)]
    [InlineData(5, 0, 999.96675, 5)]
    [InlineData(25, 0, 997.04796, 5)]
    [InlineData(5, 35, 1027.67547, 5)]
    [InlineData(25, 35, 1023.34306, 5)]
    public void It_gives_the_published_check_values(double celsius68, double psu, double kilogramsPerCubicMetre, int digits) =>
        Assert.Equal(kilogramsPerCubicMetre, 1000 + SeawaterDensity.SigmaT(celsius68 / 1.00024, psu), digits);

    [Theory]
    [InlineData(-2.1, 35)]
    [InlineData(41, 35)]
    [InlineData(10, -0.1)]
    [InlineData(10, 324.4)]
    [InlineData(double.NaN, 35)]
    [InlineData(10, double.NaN)]
    public void Outside_its_range_the_equation_says_nothing(double celsius, double psu) => Assert.Equal(double.NaN, SeawaterDensity.SigmaT(celsius, psu));
}
