using System.Buffers;
using System.Text;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.TimeSeries;
using Xunit;

namespace MiyagiSensing.Unit.Projections.TimeSeries;

public sealed class LineProtocolWriterTests
{
    private static readonly StationDefinition Station = new()
    {
        Id = "buoy-shizugawa",
        Domain = "buoy",
        Name = new LocalText("志津川湾", "Shizugawa Bay"),
        Municipality = "04606",
        Latitude = 38.66,
        Longitude = 141.49,
        District = "shizugawa",
    };

    [Fact]
    public void A_reading_is_one_line_with_tags_in_order_of_name() =>
        Assert.Equal(
            "buoy,device=b1,district=shizugawa,sensor=1m,station=buoy-shizugawa water_temp=14.2,salinity=33 1763672400123\n",
            Line(Station, [14.2], [33.0]));

    [Fact]
    public void A_missing_value_has_no_field() =>
        Assert.Equal("buoy,device=b1,sensor=1m salinity=33.1 1763672400123\n", Line(null, [double.NaN], [33.1]));

    [Fact]
    public void A_reading_without_any_value_has_no_line() => Assert.Equal("", Line(Station, [double.NaN], [double.NaN]));

    [Theory]
    [InlineData(0.1 + 0.2)]
    [InlineData(-1.7976931348623157E+308)]
    [InlineData(5e-324)]
    public void A_number_reads_back_as_the_same_double(double value)
    {
        var line = Line(null, [value], [double.NaN]);
        var text = line[(line.IndexOf('=', line.IndexOf(' ', StringComparison.Ordinal)) + 1)..line.LastIndexOf(' ')];

        Assert.Equal(value, double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void What_separates_the_parts_of_a_line_is_escaped_in_names_and_tags()
    {
        var station = Station with { Id = "a,b=c d", District = "志津川 湾" };

        Assert.Equal(
            "a\\ b\\,c,device=d\\=1,district=志津川\\ 湾,sensor=1\\,0m,station=a\\,b\\=c\\ d ",
            Encoding.UTF8.GetString(LineProtocolWriter.Prefix("a b,c", new ReadingSource("d=1", "1,0m"), station)));
        Assert.Equal(["water\\ temp\\,\\==", "ph="], LineProtocolWriter.FieldNames(new MetricSet("water temp,=", "ph")).Select(Encoding.UTF8.GetString));
    }

    private static string Line(StationDefinition? station, double[] temperature, double[] salinity)
    {
        var source = new ReadingSource("b1", "1m");
        var group = new ReadingGroup
        {
            Metrics = new MetricSet("water_temp", "salinity"),
            Sources = [source],
            SourceIndex = [0],
            MeasuredAt = [1_763_672_400_123],
            ReceivedAt = [1_763_672_401_000],
            Values = [temperature, salinity],
            Decoder = "json/1",
        };
        var output = new ArrayBufferWriter<byte>();
        LineProtocolWriter.Write(output, LineProtocolWriter.Prefix("buoy", source, station), LineProtocolWriter.FieldNames(group.Metrics), group, 0);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
