using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Rivers;

namespace MiyagiSensing.Unit.Domain.Rivers;

/// <summary>Readings by minutes from an instant, and the limits of a real gauge.</summary>
internal static class Levels
{
    public static readonly DateTimeOffset Now = new(2026, 8, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Kitakami lower, left bank 35.0k.</summary>
    public static readonly StationDefinition Kitakami = new()
    {
        Id = "river-8200000125",
        Domain = "river",
        Kind = "crisis-management-gauge",
        Name = new LocalText("北上川", "Kitakami-gawa"),
        Municipality = "04212",
        Latitude = 38.69,
        Longitude = 141.29,
        Thresholds = new Dictionary<string, IReadOnlyDictionary<string, double>>
        {
            ["stage"] = new Dictionary<string, double> { ["flooding"] = 9.65, ["reporting"] = 9.2, ["danger"] = 9.45 },
        },
    };

    public static List<LevelReading> At(params ReadOnlySpan<(int Minutes, double Metres)> levels)
    {
        List<LevelReading> readings = [];
        foreach (var (minutes, metres) in levels)
        {
            readings.Add(new LevelReading(Now.AddMinutes(minutes), metres));
        }

        return readings;
    }
}
