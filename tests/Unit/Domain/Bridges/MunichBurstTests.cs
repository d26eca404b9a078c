using System.Globalization;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

/// <summary>Two minutes at 100 Hz of the test bridge of the University of the Bundeswehr Munich while a load passes (Jaelani et al., Steel Construction 16, 2023).</summary>
public sealed class MunichBurstTests
{
    private static readonly TimeSpan Hundredth = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void Print()
    {
        foreach (var column in new[] { "ACC01_z [g]", "INC01 [deg]", "FRC-01 [kN]", "DMS_AS [um/m]" })
        {
            var samples = Column(column);
            foreach (var n in new[] { 12000, 6000, 4000, 3000, 2048 })
            {
                for (var at = 0; at + n <= samples.Length; at += n)
                {
                    var found = NaturalFrequency.Of(samples.AsSpan(at, n), Hundredth, out var why);
                    TestContext.Current.TestOutputHelper!.WriteLine($"{column} {n} {at}: {why} {found?.Hertz:0.000} {found?.Prominence:0.0}");
                }
            }
        }
    }

    private static double[] Column(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(RecordedData.Folder(), "bridge_munich_2022", "raw_100hz_load_01.csv"));
        var index = Array.IndexOf(lines[0].Split(','), name);
        return [.. lines.Skip(1).Select(line => double.Parse(line.Split(',')[index], CultureInfo.InvariantCulture))];
    }
}
