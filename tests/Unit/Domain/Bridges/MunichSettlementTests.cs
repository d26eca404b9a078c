using System.Globalization;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

/// <summary>
/// The day on which a support of the test bridge of the University of the Bundeswehr Munich was lowered three times (Jaelani et al., Steel Construction 16, 2023), by minutes, while the air warms up from 1.6 to 14 °C. Strain
/// was measured while the support was lowered (8:49 to 9:18, 12:47 to 13:04 and 17:15 to 17:34), the forces only before and after.
/// </summary>
public sealed class MunichSettlementTests
{
    private static readonly string[] Tests = ["ref_support_load_01", "support_load_01", "support_load_02", "support_load_03"];
    private static readonly string[] Lowerings = ["support_01_lowering_01", "support_01_lowering_02", "support_02_lowering", "support_03_lowering"];

    [Theory]
    [InlineData("FRC-01", "09:20 -19.6, 13:39 -16.5, 17:37 -14.4")]
    [InlineData("FRC-02", "09:20 -39.0, 13:39 -31.2, 17:37 -39.6")]
    public void Each_settlement_is_a_step_of_each_force(string column, string expected) => Assert.Equal(expected, Steps(Minutes([.. Tests.Select(test => $"{test}Force_1s.csv")], column)));

    [Fact]
    public void Each_settlement_is_in_the_strain_step_by_step() => Assert.Equal(
        "08:55 6.2, 09:02 22.2, 09:09 5.5, 12:49 30.8, 12:57 14.7, 17:15 11.9, 17:24 24.5, 17:31 7.5",
        Steps(Minutes([.. Tests.Concat(Lowerings).Select(test => $"{test}DMS_CN_1s.csv")], "DMS_CN")));

    private static string Steps(SortedDictionary<DateTimeOffset, double> minutes)
    {
        var air = Minutes(["air_temperature_10s.csv"], "air_temperature");
        Assert.Null(TemperatureEffect.Of([.. minutes.Where(minute => air.ContainsKey(minute.Key)).Select(minute => (minute.Key, minute.Value, air[minute.Key]))], out _));
        var trend = Assert.Single(StructuralTrend.Of([.. minutes.Select(minute => new TrendPoint(minute.Key, minute.Value))], [], 0.1));
        Assert.Equal(StructuralTrend.Stepped, trend.Verdict);
        return string.Join(", ", trend.Steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.At:HH:mm} {step.Size:0.0}")));
    }

    /// <summary>Means of minutes of a column, in the bridge's time.</summary>
    private static SortedDictionary<DateTimeOffset, double> Minutes(IReadOnlyList<string> files, string column) => new(files
        .SelectMany(file =>
        {
            var lines = File.ReadAllLines(Path.Combine(RecordedData.Folder(), "bridge_munich_2022", file));
            var index = Array.FindIndex(lines[0].Split(','), name => name.StartsWith(column, StringComparison.Ordinal));
            return lines.Skip(1).Select(line => line.Split(',')).Select(fields => (At: DateTime.Parse(fields[0], CultureInfo.InvariantCulture), Value: double.Parse(fields[index], CultureInfo.InvariantCulture)));
        })
        .GroupBy(item => new DateTimeOffset(item.At.Year, item.At.Month, item.At.Day, item.At.Hour, item.At.Minute, 0, TimeSpan.Zero))
        .ToDictionary(minute => minute.Key, minute => minute.Average(item => item.Value)));
}
