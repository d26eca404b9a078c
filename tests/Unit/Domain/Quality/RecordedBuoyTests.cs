using System.Globalization;
using MiyagiSensing.Domain.Quality;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Unit.Host.Catalog;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

/// <summary>
/// The limits that the project ships, on two sondes of the NERRS System-Wide Monitoring Program (15 minutes, 4.5 and 5.5 months) whose operators have flagged each value: what they rejected against what they found good.
/// </summary>
public sealed class RecordedBuoyTests
{
    private const string DryBar = "buoy-mangokuura";
    private const string CatPoint = "buoy-tona";

    [Theory]
    // 1,350 of the 1,798 rejected temperatures wander within what water can be (a dying sensor, 10 to 24 January), and the salinity beside them looks plausible. The one good reading that fails stands beside the first leap to 50 °C.
    // At Cat Point what was rejected was measured well at the wrong depth, which no test of one series can see.
    [InlineData(DryBar, "water_temp", "<0>", "Pass 9190, NotEvaluated 43, Suspect 1, Fail 1")]
    [InlineData(DryBar, "water_temp", "<1>", "Pass 705, NotEvaluated 1, Suspect 1")]
    [InlineData(DryBar, "water_temp", "<-3>", "Pass 647, NotEvaluated 2, Suspect 321, Fail 828")]
    [InlineData(DryBar, "salinity", "<0>", "Pass 9894, NotEvaluated 41, Suspect 7")]
    [InlineData(DryBar, "salinity", "<-3>", "Pass 1313, NotEvaluated 1, Suspect 302, Fail 182")]
    [InlineData(CatPoint, "water_temp", "<0>", "Pass 13846, NotEvaluated 37")]
    [InlineData(CatPoint, "water_temp", "<-3>", "Pass 1917, NotEvaluated 4")]
    [InlineData(CatPoint, "salinity", "<0>", "Pass 13817, NotEvaluated 28, Suspect 20")]
    [InlineData(CatPoint, "salinity", "<1>", "Pass 16, Suspect 2")]
    [InlineData(CatPoint, "salinity", "<-3>", "Pass 1914, NotEvaluated 2, Suspect 5")]
    public void What_the_operators_found_good_passes_and_faults_do_not(string station, string metric, string verdict, string expected)
    {
        var counts = Flagged(station, metric).Where(item => item.Verdict.StartsWith(verdict, StringComparison.Ordinal)).GroupBy(item => item.Flags.Aggregate)
            .OrderBy(group => group.Key).Select(group => $"{group.Key} {group.Count()}");

        Assert.Equal(expected, string.Join(", ", counts));
    }

    [Theory]
    [InlineData(DryBar, "water_temp", "GrossRange 14/432, Spike 317/430, RateOfChange 96/0, FlatLine 36/114")]
    [InlineData(DryBar, "salinity", "GrossRange 344/19, Spike 130/37, RateOfChange 30/0, FlatLine 24/137")]
    [InlineData(CatPoint, "water_temp", "GrossRange 0/0, Spike 0/0, RateOfChange 0/0, FlatLine 0/0")]
    [InlineData(CatPoint, "salinity", "GrossRange 0/0, Spike 17/0, RateOfChange 13/0, FlatLine 0/0")]
    public void Each_test_flags_so_many(string station, string metric, string expected)
    {
        var flagged = Flagged(station, metric).ToList();
        var counts = from kind in Enum.GetValues<QualityTestKind>()
                     where flagged.Any(item => item.Flags[kind] is not null)
                     select $"{kind} {flagged.Count(item => item.Flags[kind] == QualityFlag.Suspect)}/{flagged.Count(item => item.Flags[kind] == QualityFlag.Fail)}";

        Assert.Equal(expected, string.Join(", ", counts));
    }

    [Fact]
    public void The_stuck_temperature_sensor_fails_every_time()
    {
        var stuck = Flagged(DryBar, "water_temp").Where(item => item.Sample.Value is -10 or 50).ToList();

        Assert.Equal(366, stuck.Count);
        Assert.All(stuck, item => Assert.Equal(QualityFlag.Fail, item.Flags.Aggregate));
    }

    [Fact]
    public void A_salinity_that_no_water_has_fails_every_time()
    {
        var absurd = Flagged(DryBar, "salinity").Where(item => item.Sample.Value > 42).ToList();

        Assert.Equal((19, 324.4), (absurd.Count, absurd.Max(item => item.Sample.Value)));
        Assert.All(absurd, item => Assert.Equal(QualityFlag.Fail, item.Flags.Aggregate));
    }

    [Fact]
    public void The_dead_conductivity_cell_never_passes_and_fails_once_it_has_stood_still_for_twelve_hours()
    {
        var dead = Flagged(DryBar, "salinity").Where(item => item.Sample.Value == 0).ToList();

        Assert.Equal(335, dead.Count);
        Assert.All(dead, item => Assert.True(item.Flags.Aggregate is QualityFlag.Suspect or QualityFlag.Fail));
        Assert.Equal(137, dead.Count(item => item.Flags[QualityTestKind.FlatLine] == QualityFlag.Fail));
    }

    private static IEnumerable<(Sample Sample, string Verdict, QualityFlags Flags)> Flagged(string station, string metric)
    {
        var limits = RealCatalog.Load().Quality.Single(one => one.Domain == "buoy" && one.Metric == metric).LimitsFor(station, "main");
        var rows = Read(station, metric);
        var window = rows.Select(row => row.Sample).ToArray();
        return rows.Select((row, i) => (row.Sample, row.Verdict, QualityTests.Evaluate(window, i, limits)));
    }

    /// <summary>Values of one metric with the operators' verdict, in order of time.</summary>
    internal static List<(Sample Sample, string Verdict)> Read(string station, string metric)
    {
        var file = station == DryBar ? Path.Combine("ocean_swmp_drybar_2012", "apadbwq.csv") : Path.Combine("ocean_swmp_catpoint_2013", "apacpwq.csv");
        var (value, verdict) = metric == "water_temp" ? (1, 8) : (2, 9);
        return
        [
            .. from line in File.ReadLines(Path.Combine(RecordedData.Folder(), file)).Skip(1)
               let fields = line.Split(',')
               let at = DateTimeOffset.Parse(fields[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds()
               select (new Sample(at, fields[value].Length == 0 ? double.NaN : double.Parse(fields[value], CultureInfo.InvariantCulture)), fields[verdict]),
        ];
    }
}
