using System.Text;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Gateway.Decoding;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Decoding;

public sealed class TelemetryDecoderTests
{
    [Fact]
    public void An_object_becomes_one_reading()
    {
        var reading = Decode.One("""{"ts":"2026-11-21T06:00:00+09:00","sensor":"1m","seq":4711,"m":{"water_temp":14.2,"salinity":33.1}}""");

        Assert.Equal(new ReadingSource("river-1", "1m"), reading.Source);
        Assert.Equal(new MetricSet("water_temp", "salinity"), reading.Metrics);
        Assert.Equal([14.2, 33.1], reading.Values);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 21, 0, 0, TimeSpan.Zero), reading.MeasuredAt);
        Assert.Equal(TimeSpan.Zero, reading.MeasuredAt.Offset);
        Assert.Equal(Decode.Arrival, reading.ReceivedAt);
        Assert.Equal(4711, reading.Sequence);
        Assert.Equal((ClockTrust.Synchronised, IdentityKind.Time, "json/1"), (reading.Clock, reading.Identity, reading.Decoder));
    }

    [Theory]
    [InlineData("1763672400000", 1763672400000)]
    [InlineData("1763672400000.999", 1763672400000)]
    [InlineData("1.7636724e12", 1763672400000)]
    [InlineData("0", 0)]
    [InlineData("-1", -1)]
    [InlineData("253402300799999", 253402300799999)]
    public void A_number_is_unix_time_in_ms(string ts, long expected) =>
        Assert.Equal(expected, Decode.One($$$"""{"ts":{{{ts}}},"m":{"stage":1}}""").MeasuredAt.ToUnixTimeMilliseconds());

    [Theory]
    [InlineData("""{"m":{"stage":1}}""", "None", null)]
    [InlineData("""{"ts":null,"m":{"stage":1}}""", "None", null)]
    [InlineData("""{"seq":0,"m":{"stage":1}}""", "Sequence", 0L)]
    [InlineData("""{"seq":9223372036854775807,"m":{"stage":1}}""", "Sequence", long.MaxValue)]
    public void Without_ts_our_arrival_stands_in_and_the_sequence_identifies(string payload, string identity, long? sequence)
    {
        var reading = Decode.One(payload);

        Assert.Equal(Decode.Arrival, reading.MeasuredAt);
        Assert.Equal(ClockTrust.Ours, reading.Clock);
        Assert.Equal((identity, sequence), (reading.Identity.ToString(), reading.Sequence));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("-999")]
    [InlineData("-9.99e2")]
    [InlineData("-9999.0")]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"-Infinity\"")]
    public void Null_a_sentinel_and_what_is_not_finite_are_missing(string value) =>
        Assert.Equal([double.NaN], Decode.One($$$"""{"ts":1,"m":{"stage":{{{value}}}}}""").Values);

    [Fact]
    public void A_sentinel_of_one_metric_is_a_value_of_another() => Assert.Equal([-999], Decode.One("""{"ts":1,"m":{"other":-999}}""").Values);

    [Fact]
    public void Members_may_come_in_any_order_and_unknown_ones_are_ignored()
    {
        var reading = Decode.One("""{"x":{"m":[1,{"ts":"no"}]},"m":{"stage":1.5},"vendor":null,"sensor":"up","ts":5,"vendor":null}""");

        Assert.Equal(("up", 5L, 1.5), (reading.Source.Sensor, reading.MeasuredAt.ToUnixTimeMilliseconds(), reading.Values[0]));
    }

    [Fact]
    public void Without_a_sensor_it_is_main() => Assert.Equal("main", Decode.One("""{"sensor":null,"m":{"stage":1}}""").Source.Sensor);

    [Fact]
    public void Escaped_names_and_texts_mean_the_same()
    {
        var reading = Decode.One("""{"\u0074s":"2026-11-21T06:00:00\u002B09:00","sensor":"\u0031m","\u006d":{"st\u0061ge":1}}""");

        Assert.Equal(("1m", "stage", 21), (reading.Source.Sensor, reading.Metrics[0], reading.MeasuredAt.Hour));
    }

    [Fact]
    public void Unknown_metrics_are_readings_too() => Assert.Equal("snow_depth-2", Decode.One("""{"m":{"snow_depth-2":12}}""").Metrics[0]);

    [Fact]
    public void A_session_shares_one_source_for_a_sensor_and_one_set_for_a_shape()
    {
        var decoder = Decode.Decoder();
        var payloads = new[] { """{"sensor":"a","m":{"x":1,"y":2}}""", """{"sensor":"b","m":{"y":1}}""", """{"sensor":"a","m":{"x":3,"y":4}}""", """{"m":{"y":1}}""" };

        var readings = payloads.Select(payload => decoder.Decode(Encoding.UTF8.GetBytes(payload), Decode.Arrival).Readings[0]).ToArray();

        Assert.Same(readings[0].Source, readings[2].Source);
        Assert.Same(readings[0].Metrics, readings[2].Metrics);
        Assert.Same(readings[1].Metrics, readings[3].Metrics);
        Assert.Equal([3, 4], readings[2].Values);
    }

    [Fact]
    public void What_a_session_can_no_longer_remember_is_decoded_all_the_same()
    {
        var decoder = Decode.Decoder();
        for (var i = 0; i < DecoderLimits.Remembered + 50; i++)
        {
            var reading = decoder.Decode(Encoding.UTF8.GetBytes($$$"""{"sensor":"s{{{i}}}","m":{"a{{{i}}}":1,"b{{{i}}}":2}}"""), Decode.Arrival).Readings[0];
            Assert.Equal(($"s{i}", $"a{i}", $"b{i}"), (reading.Source.Sensor, reading.Metrics[0], reading.Metrics[1]));
        }

        Assert.Equal(
            PayloadFaultKind.DuplicateMember, decoder.Decode("""{"m":{"forgotten":1,"forgotten":2}}"""u8, Decode.Arrival).Faults[0].Kind);
    }

    [Fact]
    public void As_many_metrics_as_allowed_are_read()
    {
        var metrics = string.Join(',', Enumerable.Range(0, DecoderLimits.Metrics).Select(i => $"\"m{i}\":{i}"));

        Assert.Equal(DecoderLimits.Metrics, Decode.One("{\"m\":{" + metrics + "}}").Values.Length);
    }
}
