using MiyagiSensing.Mqtt.Server.Connections;
using Xunit;

namespace MiyagiSensing.Unit.Mqtt.Server.Connections;

public sealed class OutgoingWindowTests
{
    [Fact]
    public void Identifiers_go_round_and_skip_what_is_in_flight()
    {
        var window = new OutgoingWindow(2);
        Assert.True(window.TryTake(out var stuck));
        for (var round = 2; round <= ushort.MaxValue; round++)
        {
            Assert.True(window.TryTake(out var packetId));
            Assert.Equal(round, packetId);
            window.Release(packetId);
        }

        Assert.True(window.TryTake(out var next));

        Assert.Equal((1, 2), (stuck, next));
        Assert.False(window.TryTake(out _));
    }

    [Fact]
    public void An_identifier_that_is_not_in_flight_is_ignored()
    {
        var window = new OutgoingWindow(1);

        window.Release(7);

        Assert.True(window.TryTake(out _));
        Assert.False(window.TryTake(out _));
    }
}
