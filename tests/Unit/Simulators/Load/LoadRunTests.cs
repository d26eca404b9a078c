using System.Text.Json;
using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Simulators.Load;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Load;

public sealed class LoadRunTests
{
    private const int Window = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly DeviceAccount[] Two = [DeviceAccount.Create("load-0001", "river", "river-1"), DeviceAccount.Create("load-0002", "river", "river-2")];

    [Fact]
    public async Task All_that_was_sent_is_acknowledged_in_the_end_and_no_identity_is_sent_twice()
    {
        await using var broker = new ScriptedBroker();
        using var run = new LoadRun(Two, new LoadOptions { Port = broker.Port, Window = Window }, TimeProvider.System);

        var report = await run.RunAsync(TimeSpan.FromMilliseconds(100), Patience, TestContext.Current.CancellationToken);

        Assert.Empty(report.Failures);
        Assert.True(report.Acknowledged > 0);
        Assert.Equal(report.Sent, report.Acknowledged);
        var identities = broker.Messages.Select(message => (message.Topic, Instant(message))).ToList();
        Assert.Distinct(identities);
        Assert.Equal(report.Acknowledged, identities.Count);
    }

    [Fact]
    public async Task The_book_of_acknowledgements_names_exactly_what_the_server_acknowledged()
    {
        await using var broker = new ScriptedBroker();
        using var run = new LoadRun(Two, new LoadOptions { Port = broker.Port, Window = Window }, TimeProvider.System);

        await run.RunAsync(TimeSpan.FromMilliseconds(100), Patience, TestContext.Current.CancellationToken);

        foreach (var (device, count) in run.AcknowledgedByDevice)
        {
            var instants = broker.Messages.Where(message => message.Topic.Contains(device, StringComparison.Ordinal)).Select(Instant);
            Assert.Equal(Enumerable.Range(0, (int)count).Select(i => run.FirstInstant + i), instants);
        }
    }

    [Fact]
    public async Task After_a_loss_what_was_not_acknowledged_is_sent_again_with_the_same_identity_and_value()
    {
        // The first connection acknowledges 5, takes 2 in silence and closes on the next.
        await using var broker = new ScriptedBroker((connection, publish) =>
            (connection, publish) switch { (0, < 5) => BrokerAnswer.Acknowledge, (0, < 7) => BrokerAnswer.Ignore, (0, _) => BrokerAnswer.Close, _ => BrokerAnswer.Acknowledge });
        using var run = new LoadRun([Two[0]], new LoadOptions { Port = broker.Port, Window = Window, Reconnect = true }, TimeProvider.System);

        var report = await run.RunAsync(TimeSpan.FromSeconds(1), Patience, TestContext.Current.CancellationToken);

        Assert.Equal(report.Sent, report.Acknowledged);
        var first = broker.Messages.Where(message => message.Connection == 0).ToList();
        var second = broker.Messages.Where(message => message.Connection == 1).ToList();
        Assert.Equal(first.Skip(5).Select(message => message.Payload), second.Take(3).Select(message => message.Payload));
        Assert.Equal(
            Enumerable.Range(0, (int)report.Acknowledged).Select(i => run.FirstInstant + i),
            broker.Messages.Where(message => message.Answer == BrokerAnswer.Acknowledge).Select(Instant));
    }

    [Fact]
    public async Task Without_reconnect_a_loss_is_named()
    {
        await using var broker = new ScriptedBroker((_, publish) => publish < 5 ? BrokerAnswer.Acknowledge : BrokerAnswer.Close);
        using var run = new LoadRun([Two[0]], new LoadOptions { Port = broker.Port, Window = Window }, TimeProvider.System);

        var report = await run.RunAsync(TimeSpan.FromSeconds(5), Patience, TestContext.Current.CancellationToken);

        Assert.Single(report.Failures);
    }

    [Fact]
    public async Task No_value_of_the_load_reaches_a_limit_of_any_gauge()
    {
        var lowest = DemoCatalog.Of("river").SelectMany(station => new[] { station.Limit("stage", "danger"), station.Limit("stage", "flooding") }).Min()!.Value;
        await using var broker = new ScriptedBroker();
        using var run = new LoadRun([Two[0]], new LoadOptions { Port = broker.Port, Window = 200 }, TimeProvider.System);

        await run.RunAsync(TimeSpan.FromMilliseconds(100), Patience, TestContext.Current.CancellationToken);

        Assert.All(broker.Messages, message =>
        {
            using var payload = JsonDocument.Parse(message.Payload);
            Assert.True(payload.RootElement.GetProperty("m").GetProperty("stage").GetDouble() < lowest);
        });
    }

    private static long Instant(BrokerMessage message)
    {
        using var payload = JsonDocument.Parse(message.Payload);
        return payload.RootElement.GetProperty("ts").GetInt64();
    }
}
