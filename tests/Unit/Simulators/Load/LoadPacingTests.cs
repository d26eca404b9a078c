using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Simulators.Load;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Load;

public sealed class LoadPacingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly DeviceAccount[] One = [DeviceAccount.Create("load-0001", "river", "river-1")];

    [Fact]
    public async Task At_a_low_rate_a_reading_leaves_when_it_is_due_and_not_with_the_next_ones()
    {
        await using var broker = new ScriptedBroker();
        using var run = new LoadRun(One, new LoadOptions { Port = broker.Port, Window = 100, Rate = 20 }, TimeProvider.System);

        var report = await run.RunAsync(TimeSpan.FromSeconds(1), Patience, TestContext.Current.CancellationToken);

        Assert.InRange(report.Sent, 15, MostDue(20, report));
        Assert.True(report.PubackMillisecondsP99 < 500, $"{report.PubackMillisecondsP99} ms from PUBLISH to PUBACK");
    }

    [Fact]
    public async Task A_loss_does_not_slow_the_rate_down()
    {
        await using var broker = new ScriptedBroker((connection, publish) => connection == 0 && publish == 100 ? BrokerAnswer.Close : BrokerAnswer.Acknowledge);
        using var run = new LoadRun(One, new LoadOptions { Port = broker.Port, Window = 100, Rate = 200, Reconnect = true }, TimeProvider.System);

        var report = await run.RunAsync(TimeSpan.FromSeconds(2), Patience, TestContext.Current.CancellationToken);

        Assert.InRange(report.Acknowledged, 300, MostDue(200, report));
    }

    [Fact]
    public async Task A_run_that_is_told_to_stop_reports_what_came_of_it()
    {
        await using var broker = new ScriptedBroker();
        using var stop = new CancellationTokenSource();
        using var run = new LoadRun(One, new LoadOptions { Port = broker.Port, Rate = 50 }, TimeProvider.System);
        var running = run.RunAsync(TimeSpan.FromMinutes(1), Patience, stop.Token);
        await broker.WhenAsync(messages => messages.Count >= 3, TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        var report = await running;
        Assert.True(report.Acknowledged >= 3);
        Assert.Equal(report.Sent, report.Acknowledged);
    }

    /// <summary>Readings that can have been due, and two on the edge; a busy machine may end the measurement late.</summary>
    private static long MostDue(int rate, LoadReport report) => (long)Math.Ceiling(report.Seconds * rate) + 2;
}
