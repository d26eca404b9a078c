using System.Text.Json;
using MiyagiSensing.Chaos.Audit;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using Xunit;

namespace MiyagiSensing.Unit.Chaos.Audit;

public sealed class BlockReaderTests
{
    [Fact]
    public void A_block_of_the_platform_is_read_value_by_value()
    {
        var block = new ReadingsRecorded
        {
            Groups =
            [
                new ReadingGroup
                {
                    Metrics = new MetricSet("water_temp", "salinity"),
                    Sources = [new ReadingSource("buoy-1", "1m"), new ReadingSource("buoy-1", "5m")],
                    SourceIndex = [1, 0],
                    MeasuredAt = [2_000, 1_000],
                    ReceivedAt = [3_000, 3_001],
                    Values = [[14.2, double.NaN], [33.1, 32.9]],
                    Decoder = "json/1",
                },
            ],
            SetAside =
            [
                new SetAsideReading { Device = "buoy-1", Sensor = "1m", MeasuredAt = 9_000, ReceivedAt = 3_000, Reason = "future", Values = new Dictionary<string, double?> { ["battery"] = 3.9 } },
            ],
        };
        using var json = JsonDocument.Parse(JournalBlockWriter.Write(block));

        var values = BlockReader.Read(json.RootElement).ToList();

        Assert.Equal(
            [
                "buoy-1/5m/water_temp@2000 = 14.2 ", "buoy-1/1m/water_temp@1000 = NaN ", "buoy-1/5m/salinity@2000 = 33.1 ", "buoy-1/1m/salinity@1000 = 32.9 ",
                "buoy-1/1m/battery@9000 = 3.9 future",
            ],
            values.Select(value => $"{value.Identity} = {value.Value} {value.SetAside}"));
        Assert.Equal(3_001, values[1].ReceivedAt);
    }
}
