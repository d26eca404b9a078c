using MiyagiSensing.Gateway.Topics;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Topics;

public sealed class DeviceTopicsTests
{
    private readonly DeviceTopics _topics = new("river", "river-1");

    [Theory]
    [InlineData("miyagi/v1/river/river-1/telemetry", "Telemetry")]
    [InlineData("miyagi/v1/river/river-1/event", "Event")]
    [InlineData("miyagi/v1/river/river-1/status", "Status")]
    [InlineData("miyagi/v1/river/river-1/command/ack", "CommandAck")]
    public void A_device_may_publish_to_its_own_topics(string topic, string kind) => Assert.Equal(kind, _topics.KindOf(topic).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("miyagi/v1/river/river-2/telemetry")]
    [InlineData("miyagi/v1/river/river-10/telemetry")]
    [InlineData("miyagi/v1/buoy/river-1/telemetry")]
    [InlineData("miyagi/v1/river/river-1/command")]
    [InlineData("miyagi/v1/river/river-1")]
    [InlineData("miyagi/v1/river/river-1/")]
    [InlineData("miyagi/v1/river/river-1/telemetry/")]
    [InlineData("miyagi/v1/river/river-1/telemetry/extra")]
    [InlineData("/miyagi/v1/river/river-1/telemetry")]
    [InlineData("miyagi/v2/river/river-1/telemetry")]
    [InlineData("Miyagi/v1/river/river-1/telemetry")]
    [InlineData("miyagi/v1/river/river-1/Telemetry")]
    [InlineData("miyagi/v1/river/../river/river-1/telemetry")]
    [InlineData("miyagi/v1/river/+/telemetry")]
    [InlineData("miyagi/v1/#")]
    [InlineData("miyagi/v1/river/river\u20101/telemetry")]
    [InlineData("miyagi/v1/river/river-1/telemetry ")]
    [InlineData("miyagi/v1/alerts/river/ogura")]
    [InlineData("$SYS/broker/load")]
    public void Every_other_topic_is_forbidden(string topic) => Assert.Equal(TopicKind.Forbidden, _topics.KindOf(topic));

    [Fact]
    public void A_device_may_subscribe_to_its_own_commands() => Assert.True(_topics.MaySubscribe("miyagi/v1/river/river-1/command"));

    [Theory]
    [InlineData("#")]
    [InlineData("+/+/+/+/+")]
    [InlineData("miyagi/v1/river/river-1/#")]
    [InlineData("miyagi/v1/river/+/command")]
    [InlineData("miyagi/v1/river/river-2/command")]
    [InlineData("miyagi/v1/river/river-1/telemetry")]
    [InlineData("miyagi/v1/river/river-1/command/ack")]
    [InlineData("miyagi/v1/river/river-1/command/")]
    [InlineData("$share/group/miyagi/v1/river/river-1/command")]
    [InlineData("miyagi/v1/alerts/#")]
    [InlineData("")]
    public void Every_other_filter_is_forbidden(string filter) => Assert.False(_topics.MaySubscribe(filter));
}
