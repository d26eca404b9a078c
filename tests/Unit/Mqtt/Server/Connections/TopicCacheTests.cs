using System.Text;
using MiyagiSensing.Mqtt.Server.Connections;
using Xunit;

namespace MiyagiSensing.Unit.Mqtt.Server.Connections;

public sealed class TopicCacheTests
{
    [Fact]
    public void Four_topics_are_remembered_and_a_fifth_replaces_the_oldest()
    {
        var cache = new TopicCache();
        string[] first = [.. Find("a", "b", "c", "水位")];

        Assert.Equal(first, Find("a", "b", "c", "水位"), ReferenceEqualityComparer.Instance);
        Assert.Equal("e", Find("e").Single());

        Assert.Equal(first[1..], Find("b", "c", "水位"), ReferenceEqualityComparer.Instance);
        Assert.NotSame(first[0], Find("a").Single());

        List<string> Find(params string[] topics) => [.. topics.Select(topic => cache.Find(Encoding.UTF8.GetBytes(topic)))];
    }
}
