using System.Globalization;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

/// <summary>Two minutes at 100 Hz of the test bridge of the University of the Bundeswehr Munich while a load passes (Jaelani et al., Steel Construction 16, 2023).</summary>
public sealed class MunichBurstTests
{
    private static readonly TimeSpan Hundredth = TimeSpan.FromMilliseconds(10);

    [Theory]
    [InlineData("INC01 [deg]", 12_000, "5.80")]
    [InlineData("INC01 [deg]", 6_000, "5.75 5.81")]
    [InlineData("INC01 [deg]", 4_000, "Unsteady 5.82 NoClearPeak")]
    [InlineData("ACC01_z [g]", 12_000, "10.97")]
    [InlineData("ACC01_z [g]", 6_000, "10.72 10.97")]
    [InlineData("ACC01_z [g]", 4_000, "Unsteady 10.96 NoClearPeak")]
    public void Each_sensor_shows_its_own_swing_in_every_piece_or_none(string column, int length, string expected)
    {
        var samples = Column(column);

        var found = samples.Chunk(length).Select(piece => NaturalFrequency.Of(piece, Hundredth, out var refusal) is { } frequency
            ? frequency.Hertz.ToString("0.00", CultureInfo.InvariantCulture)
            : refusal.ToString());

        Assert.Equal(expected, string.Join(' ', found));
    }

    [Theory]
    [InlineData("INC01 [deg]", 0.5)]
    [InlineData("ACC01_z [g]", 10)]
    public void A_transform_written_out_shows_the_same_swing(string column, double from)
    {
        var samples = Column(column);
        var found = NaturalFrequency.Of(samples, Hundredth, out _)!.Hertz;

        // Six pieces of 20 s, each bin as a sum of its 2,000 terms, added up: no overlap, no fast transform, no power of two. Of the acceleration, from 10 Hz on and below the engine's 12.5 Hz.
        var power = new SortedDictionary<double, double>();
        foreach (var piece in samples.Chunk(2_000))
        {
            var mean = piece.Average();
            for (var hertz = from; hertz < 12; hertz += 0.05)
            {
                var (real, imaginary) = (0.0, 0.0);
                for (var i = 0; i < piece.Length; i++)
                {
                    var value = (piece[i] - mean) * Math.Sin(Math.PI * (i + 0.5) / piece.Length);
                    real += value * Math.Cos(2 * Math.PI * hertz * i / 100);
                    imaginary += value * Math.Sin(2 * Math.PI * hertz * i / 100);
                }

                power[hertz] = power.GetValueOrDefault(hertz) + (real * real) + (imaginary * imaginary);
            }
        }

        Assert.InRange(found - power.MaxBy(bin => bin.Value).Key, -0.3, 0.3);
    }

    [Fact]
    public void A_short_piece_would_show_the_engine_that_passes_and_says_nothing()
    {
        var piece = Column("ACC01_z [g]").AsSpan(0, 3_000);

        Assert.Null(NaturalFrequency.Of(piece, Hundredth, out var refusal));
        Assert.Equal(FrequencyRefusal.TooShort, refusal);
    }

    private static double[] Column(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(RecordedData.Folder(), "bridge_munich_2022", "raw_100hz_load_01.csv"));
        var index = Array.IndexOf(lines[0].Split(','), name);
        return [.. lines.Skip(1).Select(line => double.Parse(line.Split(',')[index], CultureInfo.InvariantCulture))];
    }
}
