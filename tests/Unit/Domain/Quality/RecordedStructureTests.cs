using System.Globalization;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Quality;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Unit.Host.Catalog;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

/// <summary>The limits that the project ships, on a year of Miyagi's river gauges and on a bridge whose support was lowered: no flood and no settlement may fail, since alerts ignore what fails.</summary>
public sealed class RecordedStructureTests
{
    private static readonly SensingCatalog Catalog = RealCatalog.Load();

    [Fact]
    public void Only_ice_and_broken_gauges_fail()
    {
        var limits = Limits("river", "stage");
        var gauges = from line in File.ReadLines(Path.Combine(RecordedData.Folder(), "river_miyagi_kiki_2025_2026", "readings.csv")).Skip(1)
                     let fields = line.Split(',')
                     let at = DateTimeOffset.Parse(fields[2] + "+09:00", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()
                     group new Sample(at, double.Parse(fields[3], CultureInfo.InvariantCulture)) by fields[1];

        var failed = (from gauge in gauges
                      let window = gauge.GroupBy(sample => sample.At, (_, same) => same.First()).OrderBy(sample => sample.At).ToArray()
                      let flags = window.Select((_, i) => QualityTests.Evaluate(window, i, limits)).ToList()
                      let fails = flags.Count(one => one.Aggregate == QualityFlag.Fail)
                      let suspects = flags.Count(one => one.Aggregate == QualityFlag.Suspect)
                      where fails + suspects > 0
                      orderby gauge.Key
                      select $"{gauge.Key} {suspects}/{fails}").ToList();

        // Suspect and failed readings of Kijio-gawa, Gokenbori-gawa, Nishi-kawa, Mae-kawa and Tsuruta-gawa: the gauges that are known to have shown ice or faults. 121 gauges, floods of July and August 2026 among them.
        Assert.Equal(["0400000024 15/18", "0400000031 2/0", "0400000035 9/5", "0400000068 3/0", "0400000135 4/5"], failed);
    }

    [Theory]
    [InlineData("support_01_lowering_01DMS_CN_1s.csv", "strain", 2)]
    [InlineData("support_02_loweringDMS_CN_1s.csv", "strain", 2)]
    [InlineData("support_03_loweringDMS_CN_1s.csv", "strain", 2)]
    [InlineData("ref_support_load_01Force_1s.csv", "force", 2)]
    [InlineData("support_load_03Force_1s.csv", "force", 2)]
    [InlineData("ReferenceStateINC_1s.csv", "tilt_x", 2)]
    public void A_settlement_and_a_passing_load_pass(string file, string metric, int column)
    {
        var limits = Limits("pipe-bridge", metric);
        var window = File.ReadLines(Path.Combine(RecordedData.Folder(), "bridge_munich_2022", file)).Skip(1)
            .Select((line, i) => new Sample(i * 1000L, double.Parse(line.Split(',')[column], CultureInfo.InvariantCulture))).ToArray();

        var flags = window.Select((_, i) => QualityTests.Evaluate(window, i, limits).Aggregate).ToList();

        Assert.DoesNotContain(flags, flag => flag is QualityFlag.Fail or QualityFlag.Suspect);
        Assert.True(flags.Count(flag => flag == QualityFlag.Pass) > window.Length - 40, $"{flags.Count(flag => flag == QualityFlag.Pass)} of {window.Length} pass");
    }

    private static QualityLimits Limits(string domain, string metric) => Catalog.Quality.Single(one => one.Domain == domain && one.Metric == metric).LimitsFor("any", "main");
}
