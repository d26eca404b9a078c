using System.Text;
using MiyagiSensing.Gateway.Decoding;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Decoding;

/// <summary>Every way to be wrong, for a message of one object.</summary>
public sealed class TelemetryFaultTests
{
    [Theory]
    [InlineData("Empty", "")]
    [InlineData("NotJson", " ")]
    [InlineData("NotJson", "stage=1.2")]
    [InlineData("NotJson", "{")]
    [InlineData("NotJson", """{"m":{"stage":1}""")]
    [InlineData("NotJson", """{"m":{"stage":1}}}""")]
    [InlineData("NotJson", """{"m":{"stage":1}}{"m":{"stage":1}}""")]
    [InlineData("NotJson", """{"m":{"stage":1},}""")]
    [InlineData("NotJson", """{"m":{"stage":01}}""")]
    [InlineData("NotJson", """{"m":{"stage":NaN}}""")]
    [InlineData("NotJson", """{"m":{"stage":+1}}""")]
    [InlineData("NotJson", """{"m":{"stage":1}} // remark""")]
    [InlineData("NotJson", """{'m':{'stage':1}}""")]
    [InlineData("NotJson", "\uFEFF{\"m\":{\"stage\":1}}")]
    [InlineData("NotJson", """[{"m":{"stage":1}},{"m":]""")]
    [InlineData("TooDeep", """[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]""")]
    [InlineData("TooDeep", """{"m":{"stage":1},"x":{"x":{"x":{"x":{"x":{"x":{"x":{"x":{"x":{"x":{"x":{"x":{"x":{"x":{"x":{"x":{"x":1}}}}}}}}}}}}}}}}}""")]
    [InlineData("WrongShape", "1")]
    [InlineData("WrongShape", "null")]
    [InlineData("WrongShape", "\"m\"")]
    [InlineData("WrongShape", "[]")]
    [InlineData("NoMetrics", "{}")]
    [InlineData("NoMetrics", """{"ts":1}""")]
    [InlineData("NoMetrics", """{"m":{}}""")]
    [InlineData("NoMetrics", """{"m":null}""")]
    [InlineData("NoMetrics", """{"m":[1]}""")]
    [InlineData("NoMetrics", """{"m":1}""")]
    [InlineData("DuplicateMember", """{"m":{"stage":1},"m":{"stage":1}}""")]
    [InlineData("DuplicateMember", """{"ts":1,"ts":1,"m":{"stage":1}}""")]
    [InlineData("DuplicateMember", """{"ts":1,"\u0074s":1,"m":{"stage":1}}""")]
    [InlineData("DuplicateMember", """{"sensor":"a","m":{"stage":1},"sensor":"a"}""")]
    [InlineData("DuplicateMember", """{"seq":1,"seq":1,"m":{"stage":1}}""")]
    [InlineData("DuplicateMember", """{"dtMs":1,"dtMs":1,"m":{"stage":1}}""")]
    [InlineData("DuplicateMember", """{"m":{"stage":1,"stage":1}}""")]
    [InlineData("DuplicateMember", """{"m":{"a":1,"b":1,"st\u0061ge":1,"stage":1}}""")]
    [InlineData("InvalidTime", """{"ts":"2026-11-21T06:00:00","m":{"stage":1}}""")]
    [InlineData("InvalidTime", """{"ts":"yesterday","m":{"stage":1}}""")]
    [InlineData("InvalidTime", """{"ts":"","m":{"stage":1}}""")]
    [InlineData("InvalidTime", """{"ts":"1763672400000","m":{"stage":1}}""")]
    [InlineData("InvalidTime", """{"ts":1e300,"m":{"stage":1}}""")]
    [InlineData("InvalidTime", """{"ts":9223372036854775807,"m":{"stage":1}}""")]
    [InlineData("InvalidTime", """{"ts":253402300800000,"m":{"stage":1}}""")]
    [InlineData("InvalidTime", """{"ts":true,"m":{"stage":1}}""")]
    [InlineData("InvalidTime", """{"ts":{"s":1},"m":{"stage":1}}""")]
    [InlineData("InvalidTime", """{"ts":[1],"m":{"stage":1}}""")]
    [InlineData("InvalidSensor", """{"sensor":"","m":{"stage":1}}""")]
    [InlineData("InvalidSensor", """{"sensor":"Main","m":{"stage":1}}""")]
    [InlineData("InvalidSensor", """{"sensor":"1 m","m":{"stage":1}}""")]
    [InlineData("InvalidSensor", """{"sensor":"上","m":{"stage":1}}""")]
    [InlineData("InvalidSensor", """{"sensor":"\ud800","m":{"stage":1}}""")]
    [InlineData("InvalidSensor", """{"sensor":1,"m":{"stage":1}}""")]
    [InlineData("InvalidSensor", """{"sensor":"a1234567890123456789012345678901234567890123456789012345678901234","m":{"stage":1}}""")]
    [InlineData("InvalidSequence", """{"seq":-1,"m":{"stage":1}}""")]
    [InlineData("InvalidSequence", """{"seq":1.5,"m":{"stage":1}}""")]
    [InlineData("InvalidSequence", """{"seq":"1","m":{"stage":1}}""")]
    [InlineData("InvalidSequence", """{"seq":9223372036854775808,"m":{"stage":1}}""")]
    [InlineData("InvalidInterval", """{"ts":1,"dtMs":0,"m":{"x":[1]}}""")]
    [InlineData("InvalidInterval", """{"ts":1,"dtMs":0.9,"m":{"x":[1]}}""")]
    [InlineData("InvalidInterval", """{"ts":1,"dtMs":-10,"m":{"x":[1]}}""")]
    [InlineData("InvalidInterval", """{"ts":1,"dtMs":86400001,"m":{"x":[1]}}""")]
    [InlineData("InvalidInterval", """{"ts":1,"dtMs":1e999,"m":{"x":[1]}}""")]
    [InlineData("InvalidInterval", """{"ts":1,"dtMs":"10","m":{"x":[1]}}""")]
    [InlineData("InvalidMetricName", """{"m":{"Stage":1}}""")]
    [InlineData("InvalidMetricName", """{"m":{"":1}}""")]
    [InlineData("InvalidMetricName", """{"m":{"-stage":1}}""")]
    [InlineData("InvalidMetricName", """{"m":{"water temp":1}}""")]
    [InlineData("InvalidMetricName", """{"m":{"stage\u0000":1}}""")]
    [InlineData("InvalidMetricName", """{"m":{"水位":1}}""")]
    [InlineData("InvalidValue", """{"m":{"stage":"1.2"}}""")]
    [InlineData("InvalidValue", """{"m":{"stage":true}}""")]
    [InlineData("InvalidValue", """{"m":{"stage":false}}""")]
    [InlineData("InvalidValue", """{"m":{"stage":{"value":1}}}""")]
    public void A_payload_can_be_wrong(string kind, string payload)
    {
        var fault = Decode.Fault(payload);

        Assert.Equal(kind, fault.Kind.ToString());
        Assert.Equal((null, Range.All), (fault.Item, fault.Raw));
        Assert.InRange(fault.BytePosition ?? 0, 0, Encoding.UTF8.GetByteCount(payload));
        Assert.NotEmpty(fault.Reason);
    }

    [Fact]
    public void One_metric_more_than_allowed_is_too_many()
    {
        var metrics = string.Join(',', Enumerable.Range(0, DecoderLimits.Metrics + 1).Select(i => $"\"m{i}\":{i}"));

        Assert.Equal(PayloadFaultKind.TooManyMetrics, Decode.Fault("{\"m\":{" + metrics + "}}").Kind);
    }

    [Theory]
    [InlineData("""{"m":{"Water Temp":1}}""", "the metric name \"Water Temp\" is not of the form [a-z0-9][a-z0-9_-]{0,63}", 6)]
    [InlineData("""{"m":{"stage":1},"seq":-5}""", "seq is not a whole number from 0", 23)]
    [InlineData("""{"m":{"stage":1,"stage":2}}""", "the metric stage occurs twice", 16)]
    [InlineData("""{"ts":1,"m":{"stage":1}""", "the payload is not JSON", 23)]
    public void The_reason_and_the_position_name_what_is_wrong(string payload, string reason, long position)
    {
        var fault = Decode.Fault(payload);

        Assert.Equal((reason, position), (fault.Reason, fault.BytePosition));
    }

    [Fact]
    public void A_quoted_name_is_short_and_holds_no_control_characters()
    {
        var fault = Decode.Fault("{\"m\":{\"A\u007f" + new string('x', 1_000) + "\":1}}");

        Assert.Contains("\"A·xxx", fault.Reason, StringComparison.Ordinal);
        Assert.InRange(fault.Reason.Length, 1, 120);
    }
}
