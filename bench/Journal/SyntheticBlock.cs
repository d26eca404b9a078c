using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Bench.Journal;

/// <summary>A block as buoys send it: temperature and salinity in a random walk, from up to 1,000 devices.</summary>
internal static class SyntheticBlock
{
    private const int MaxDevices = 1_000;
    private const int Seed = 20261121;
    private const long Start = 1_795_208_400_000;

    public static ReadingsRecorded Make(int readings)
    {
        var random = new Random(Seed);
        var devices = Math.Min(readings, MaxDevices);
        var temperature = 14.0;
        var salinity = 33.0;
        var group = new ReadingGroup
        {
            Metrics = new MetricSet("water_temp", "salinity"),
            Sources = [.. Enumerable.Range(0, devices).Select(device => new ReadingSource($"buoy-{device:D4}", "1m"))],
            SourceIndex = [.. Enumerable.Range(0, readings).Select(reading => reading % devices)],
            MeasuredAt = [.. Enumerable.Range(0, readings).Select(_ => Start + random.Next(60_000))],
            ReceivedAt = [.. Enumerable.Range(0, readings).Select(_ => Start + 60_000 + random.Next(1_000))],
            Values =
            [
                [.. Enumerable.Range(0, readings).Select(_ => Math.Round(temperature += (random.NextDouble() - 0.5) / 10, 2))],
                [.. Enumerable.Range(0, readings).Select(_ => Math.Round(salinity += (random.NextDouble() - 0.5) / 10, 2))],
            ],
            Decoder = "json/1",
        };
        return new ReadingsRecorded { Groups = [group] };
    }
}
