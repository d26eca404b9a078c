using System.Text;
using MiyagiSensing.Mqtt.Topics;
using Xunit;

namespace MiyagiSensing.Unit.Mqtt.Topics;

public sealed class TopicNameTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("/", true)]
    [InlineData("$SYS/x", true)]
    [InlineData("a b/水位", true)]
    [InlineData("", false)]
    [InlineData("a/+", false)]
    [InlineData("a/#", false)]
    [InlineData("a\0", false)]
    public void A_topic_name_has_no_wildcards(string topic, bool isValid)
    {
        Assert.Equal(isValid, TopicName.IsValid(topic));
        Assert.Equal(isValid, TopicName.IsValid(Encoding.UTF8.GetBytes(topic)));
    }
}
