using System.Text;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Devices;

public sealed class FieldDeviceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DeviceCounters _counters = new();

    [Fact]
    public async Task What_was_not_acknowledged_is_sent_again_in_order_and_nothing_is_left_out()
    {
        // The first connection acknowledges 20 (more than one window of 16), takes 3 in silence and closes on the next.
        await using var broker = new ScriptedBroker((connection, publish) =>
            (connection, publish) switch { (0, < 20) => BrokerAnswer.Acknowledge, (0, < 23) => BrokerAnswer.Ignore, (0, _) => BrokerAnswer.Close, _ => BrokerAnswer.Acknowledge });
        var device = Device(broker.Port);
        Measure(device, 40);

        await RunUntilAsync(device, broker, messages => messages.Any(message => message.Payload == "39"));

        var (first, second) = (Payloads(broker, 0), Payloads(broker, 1));
        Assert.Equal(Numbers(0, 40), first[..16].Concat(second));
        Assert.Equal(40, _counters.AcknowledgedReadings);
        Assert.True(device.IsDrained);
    }

    [Fact]
    public async Task A_message_is_acknowledged_once_however_often_it_was_sent()
    {
        await using var broker = new ScriptedBroker((connection, _) => connection < 2 ? BrokerAnswer.Close : BrokerAnswer.Acknowledge);
        var device = Device(broker.Port);
        Measure(device, 5);

        await RunUntilAsync(device, broker, messages => messages.Any(message => message.Payload == "4" && message.Connection == 2));

        Assert.Equal((5, 5, 5), (_counters.PublishedReadings, _counters.AcknowledgedReadings, _counters.Messages));
        Assert.True(_counters.Disconnects >= 2);
        Assert.Equal(2 * 5, _counters.ResentMessages);
    }

    [Fact]
    public async Task A_device_that_waits_for_work_ends_when_it_is_told_to()
    {
        await using var broker = new ScriptedBroker();
        var device = Device(broker.Port);
        Measure(device, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = Task.Run(() => device.RunAsync(stop.Token), TestContext.Current.CancellationToken);
        await broker.WhenAsync(messages => messages.Count == 1, TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        await running.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_refused_sign_in_is_said_with_the_device()
    {
        await using var broker = new ScriptedBroker(signIn: MqttReasonCode.BadUserNameOrPassword);
        var device = Device(broker.Port);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = Task.Run(() => device.RunAsync(stop.Token), TestContext.Current.CancellationToken);

        await EventuallyAsync(() => _counters.LastRefusal is not null);

        Assert.Contains(device.Device, _counters.LastRefusal, StringComparison.Ordinal);
        Assert.Equal(0, _counters.Connects);
        await stop.CancelAsync();
        await running.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_full_store_lets_the_oldest_go_and_counts_it()
    {
        var device = Device(port: 1);

        Measure(device, FieldDevice.StoreCapacity + 3);

        Assert.Equal(3, _counters.DroppedReadings);
        Assert.Equal(FieldDevice.StoreCapacity + 3, _counters.PublishedReadings);
    }

    private FieldDevice Device(int port) =>
        new(DeviceAccount.Create("river-1-d1", "river", "river-1"), "127.0.0.1", port, TimeProvider.System, new Random(1), _counters);

    private static void Measure(FieldDevice device, int count)
    {
        foreach (var number in Numbers(0, count))
        {
            device.Measure("telemetry", Encoding.UTF8.GetBytes(number), 1);
        }
    }

    private static async Task RunUntilAsync(FieldDevice device, ScriptedBroker broker, Func<IReadOnlyList<BrokerMessage>, bool> holds)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = Task.Run(() => device.RunAsync(stop.Token), TestContext.Current.CancellationToken);
        await broker.WhenAsync(holds, TestContext.Current.CancellationToken);
        await EventuallyAsync(() => device.IsDrained);
        await stop.CancelAsync();
        await running.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    /// <summary>The device has no signal for what it has heard, only its books.</summary>
    private static async Task EventuallyAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!holds())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private static IEnumerable<string> Numbers(int from, int count) => Enumerable.Range(from, count).Select(i => $"{i}");

    private static string[] Payloads(ScriptedBroker broker, int connection) =>
        [.. broker.Messages.Where(message => message.Connection == connection).Select(message => message.Payload)];
}
