using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Server.Connections;
using Xunit;

namespace MiyagiSensing.Unit.Mqtt.Server.Connections;

public sealed class AcknowledgementWindowTests : IDisposable
{
    private readonly OutputFixture _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Whatever_the_order_of_completion_they_leave_in_the_order_of_arrival()
    {
        var random = new Random(20261121);
        var window = new AcknowledgementWindow(100);
        var left = new List<ushort>();
        ushort arrived = 0;
        while (left.Count < 5_000)
        {
            if (arrived - left.Count < 100)
            {
                Assert.True(window.TryAdd(_output.Acknowledgement(++arrived)));
            }

            left.AddRange(Take(window, random.Next(1, 8)));
        }

        Assert.Equal(Enumerable.Range(1, left.Count).Select(packetId => (ushort)packetId), left);

        List<ushort> Take(AcknowledgementWindow from, int atMost)
        {
            foreach (var one in _output.Handed.Where(_ => random.Next(3) == 0).ToList())
            {
                one.Complete(MqttReasonCode.Success);
                _output.Handed.Remove(one);
            }

            var taken = new (ushort PacketId, MqttReasonCode Reason)[atMost];
            return [.. taken[..from.TakeCompleted(taken)].Select(entry => entry.PacketId)];
        }
    }

    [Fact]
    public void It_takes_no_more_than_its_capacity()
    {
        var window = new AcknowledgementWindow(20);

        Assert.All(Enumerable.Range(1, 20), packetId => Assert.True(window.TryAdd(_output.Acknowledgement((ushort)packetId))));
        Assert.False(window.TryAdd(_output.Acknowledgement(21)));
    }

    [Fact]
    public async Task Room_is_told_when_the_first_is_taken()
    {
        var window = new AcknowledgementWindow(1);
        var first = _output.Acknowledgement(1);
        Assert.True(window.TryAdd(first));
        var room = window.WaitForRoomAsync(TestContext.Current.CancellationToken);
        Assert.False(room.IsCompleted);

        first.Complete(MqttReasonCode.Success);
        Assert.Equal(1, window.TakeCompleted(new (ushort, MqttReasonCode)[4]));

        await Patience.For(room);
        Assert.True(window.TryAdd(_output.Acknowledgement(2)));
    }
}
