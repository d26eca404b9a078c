using MiyagiSensing.Domain.Quality;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

public sealed class OutOfWaterSuspicionTests
{
    private const long Hour = 3_600_000;

    [Theory]
    [InlineData(14, 33, 13, 0.3, OutOfWaterEvidence.TemperatureStep)]
    [InlineData(14, 5, 15.5, 0.5, OutOfWaterEvidence.TemperatureStep)]
    [InlineData(14, 33, 13.1, 0.3, null)]
    [InlineData(14, 4.9, 20, 0, null)]
    [InlineData(14, 33, 20, 0.6, null)]
    [InlineData(-10, 33, 20, 0, null)]
    [InlineData(14, 33, 50, 0, null)]
    [InlineData(14, 33, double.NaN, 0, null)]
    [InlineData(14, 33, 20, double.NaN, null)]
    public void Salinity_goes_at_once_and_the_temperature_leaps(double wetCelsius, double wetPsu, double dryCelsius, double dryPsu, OutOfWaterEvidence? expected)
    {
        WaterSample[] window = [new(0, wetCelsius, wetPsu), new(Hour, dryCelsius, dryPsu), new(2 * Hour, wetCelsius, wetPsu)];

        var found = OutOfWaterSuspicion.Find(window);

        Assert.Equal(expected is { } evidence ? [new OutOfWaterStretch(Hour, Hour, 1, evidence)] : [], found);
    }

    [Theory]
    // A day of 0.5 °C in the water and one of 8 °C ashore, lifted out when both were equally warm.
    [InlineData(0.25, 4, OutOfWaterEvidence.TemperatureRange)]
    [InlineData(0.25, 1.4, null)]
    [InlineData(2.5, 4, null)]
    public void A_wide_day_ashore_tells_air_from_a_freshet(double water, double air, OutOfWaterEvidence? expected)
    {
        var window = Enumerable.Range(0, 72).Select(hour => hour < 24
            ? new WaterSample(hour * Hour, 14 + (water * Math.Sin(Math.PI * hour / 12)), 33)
            : new WaterSample(hour * Hour, 14 + (air * Math.Sin(Math.PI * hour / 12)), 0.1)).ToArray();
        window[24] = window[24] with { Celsius = window[23].Celsius };

        var found = OutOfWaterSuspicion.Find(window);

        Assert.Equal(expected is { } evidence ? [new OutOfWaterStretch(24 * Hour, 71 * Hour, 48, evidence)] : [], found);
    }

    [Fact]
    public void A_freshet_that_comes_in_steps_is_water()
    {
        double[] salinity = [33, 20, 8, 3, 0.4, 0.2, 0.1, 0.1];

        Assert.Empty(OutOfWaterSuspicion.Find([.. salinity.Select((psu, i) => new WaterSample(i * Hour, 14 - (2 * i), psu))]));
    }

    [Fact]
    public void After_a_gap_nothing_is_said() =>
        Assert.Empty(OutOfWaterSuspicion.Find([new(0, 14, 33), new(2 * Hour, 20, 0.1), new(3 * Hour, 21, 0.1)]));

    [Fact]
    public void Each_stretch_is_named()
    {
        WaterSample[] window = [new(0, 14, 33), new(Hour, 20, 0.1), new(2 * Hour, 21, 0.1), new(3 * Hour, 14, 33), new(4 * Hour, 8, 0), new(5 * Hour, 14, 33)];

        Assert.Equal([(Hour, 2 * Hour), (4 * Hour, 4 * Hour)], OutOfWaterSuspicion.Find(window).Select(stretch => (stretch.From, stretch.To)));
    }
}
