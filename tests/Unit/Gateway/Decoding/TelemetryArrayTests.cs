using System.Text;
using MiyagiSensing.Gateway.Decoding;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Decoding;

public sealed class TelemetryArrayTests
{
    [Fact]
    public void Every_item_of_an_array_becomes_a_reading_in_order()
    {
        var decoded = Decode.Run("""[{"ts":1,"m":{"stage":1}},{"ts":2,"m":{"stage":2}}, {"ts":3,"m":{"rain_10min":3}}]""");

        Assert.Empty(decoded.Faults);
        Assert.Equal([1, 2, 3], decoded.Readings.Select(reading => reading.Values[0]));
        Assert.Equal([1L, 2, 3], decoded.Readings.Select(reading => reading.MeasuredAt.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void A_wrong_item_does_not_sink_the_others()
    {
        const string Payload = """[{"ts":1,"m":{"stage":1}},{"ts":2,"m":{"stage":"high"}},7,{"ts":3,"m":{"stage":3}},[{"m":{"stage":4}}]]""";

        var decoded = Decode.Run(Payload);

        Assert.Equal([1, 3], decoded.Readings.Select(reading => reading.Values[0]));
        Assert.Equal([1, 2, 4], decoded.Faults.Select(fault => fault.Item));
        Assert.Equal(["""{"ts":2,"m":{"stage":"high"}}""", "7", """[{"m":{"stage":4}}]"""], decoded.Faults.Select(fault => Payload[fault.Raw]));
        Assert.Equal(Payload.IndexOf("\"high\"", StringComparison.Ordinal), decoded.Faults[0].BytePosition);
        Assert.Equal("the value of stage is a text, not a number", decoded.Faults[0].Reason);
    }

    [Fact]
    public void Nothing_of_an_item_counts_when_its_end_is_wrong()
    {
        var decoded = Decode.Run("""[{"m":{"stage":1},"seq":-1},{"m":{"stage":2}}]""");

        Assert.Equal([2], decoded.Readings.Select(reading => reading.Values[0]));
        Assert.Equal(0, Assert.Single(decoded.Faults).Item);
    }

    [Fact]
    public void Arrays_under_m_become_one_reading_for_each_index()
    {
        var decoded = Decode.Run("""{"ts":1763672400000,"dtMs":10,"seq":7,"m":{"x":[0.1,null,0.3],"y":[1,2,3]}}""");

        Assert.Empty(decoded.Faults);
        Assert.Equal([1763672400000, 1763672400010, 1763672400020], decoded.Readings.Select(reading => reading.MeasuredAt.ToUnixTimeMilliseconds()));
        Assert.Equal([[0.1, 1], [double.NaN, 2], [0.3, 3]], decoded.Readings.Select(reading => reading.Values));
        Assert.All(decoded.Readings, reading => Assert.Same(decoded.Readings[0].Metrics, reading.Metrics));
    }

    [Fact]
    public void A_fraction_of_dtMs_is_truncated_for_each_index_not_added_up()
    {
        var decoded = Decode.Run("""{"m":{"x":[1,2,3,4]},"dtMs":2.5,"ts":1000}""");

        Assert.Equal([1000L, 1002, 1005, 1007], decoded.Readings.Select(reading => reading.MeasuredAt.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void DtMs_beside_single_values_changes_nothing() => Assert.Equal([5], Decode.One("""{"ts":1,"dtMs":10,"m":{"stage":5}}""").Values);

    [Theory]
    [InlineData("InvalidInterval", """{"ts":1,"m":{"x":[1,2]}}""")]
    [InlineData("InvalidInterval", """{"dtMs":10,"m":{"x":[1,2]}}""")]
    [InlineData("InvalidArray", """{"ts":1,"dtMs":10,"m":{"x":[]}}""")]
    [InlineData("InvalidArray", """{"ts":1,"dtMs":10,"m":{"x":[1,2],"y":[1]}}""")]
    [InlineData("InvalidArray", """{"ts":1,"dtMs":10,"m":{"x":[1,2],"y":[1,2],"z":[1,2,3]}}""")]
    [InlineData("InvalidArray", """{"ts":1,"dtMs":10,"m":{"x":[1,2],"y":1}}""")]
    [InlineData("InvalidArray", """{"ts":1,"dtMs":10,"m":{"x":1,"y":[1]}}""")]
    [InlineData("InvalidValue", """{"ts":1,"dtMs":10,"m":{"x":[[1]]}}""")]
    [InlineData("InvalidValue", """{"ts":1,"dtMs":10,"m":{"x":[1,"2"]}}""")]
    [InlineData("InvalidTime", """{"ts":253402300799990,"dtMs":10,"m":{"x":[1,2]}}""")]
    public void Arrays_under_m_can_be_wrong(string kind, string payload) => Assert.Equal(kind, Decode.Fault(payload).Kind.ToString());

    [Fact]
    public void A_message_may_hold_as_many_readings_as_allowed_and_not_one_more()
    {
        Assert.Equal(DecoderLimits.Readings, Decode.Run(ArrayOf(DecoderLimits.Readings, """{"m":{"x":1}}""")).Readings.Count);
        Assert.Equal(PayloadFaultKind.TooManyReadings, Decode.Fault(ArrayOf(DecoderLimits.Readings + 1, """{"m":{"x":1}}""")).Kind);

        Assert.Equal(DecoderLimits.Readings, Decode.Run(Series(DecoderLimits.Readings)).Readings.Count);
        Assert.Equal(PayloadFaultKind.TooManyReadings, Decode.Fault(Series(DecoderLimits.Readings + 1)).Kind);
        Assert.Equal(PayloadFaultKind.TooManyReadings, Decode.Fault(ArrayOf(DecoderLimits.Readings + 1, "1")).Kind);
    }

    [Fact]
    public void Wrong_items_beyond_the_limit_share_one_dead_letter()
    {
        var decoded = Decode.Run(ArrayOf(DecoderLimits.Faults + 3, "1")[..^1] + ""","x",{"m":{"stage":1}}]""");

        Assert.Single(decoded.Readings);
        Assert.Equal(DecoderLimits.Faults + 1, decoded.Faults.Count);
        Assert.Equal((PayloadFaultKind.TooManyFaults, null, Range.All), (decoded.Faults[^1].Kind, decoded.Faults[^1].Item, decoded.Faults[^1].Raw));
        Assert.StartsWith($"4 more items from index {DecoderLimits.Faults} on are wrong", decoded.Faults[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decoder_is_as_good_as_new_after_a_payload_that_broke_off()
    {
        var decoder = Decode.Decoder();
        decoder.Decode("""[{"ts":1,"sensor":"a","seq":1,"dtMs":5,"m":{"x":[1,2]}},{"m":"""u8, Decode.Arrival);

        var reading = Assert.Single(decoder.Decode(Encoding.UTF8.GetBytes("""{"m":{"y":2}}"""), Decode.Arrival).Readings);

        Assert.Equal(("main", null, "y", 2.0), (reading.Source.Sensor, reading.Sequence, reading.Metrics[0], reading.Values[0]));
    }

    private static string ArrayOf(int count, string item) => "[" + string.Join(',', Enumerable.Repeat(item, count)) + "]";

    private static string Series(int count) => """{"ts":1,"dtMs":1,"m":{"x":""" + ArrayOf(count, "1") + "}}";
}
