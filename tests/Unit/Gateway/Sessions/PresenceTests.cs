using MiyagiSensing.Domain.Events;
using MiyagiSensing.Gateway.Sessions;
using MiyagiSensing.Mqtt.Server;
using MiyagiSensing.Unit.Gateway.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Sessions;

public sealed class PresenceTests : IDisposable
{
    private readonly GatewayFixture _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task A_connect_and_the_end_of_the_last_session_are_stored()
    {
        await _gateway.Runner.StartAsync(TestContext.Current.CancellationToken);
        var session = await _gateway.OpenAsync("river-1");
        var online = Assert.Single((await _gateway.Intake.NextAsync()).Events);

        await _gateway.Application.DisconnectedAsync(session, ConnectionEnd.KeepAliveTimeout, TestContext.Current.CancellationToken);
        var offline = Assert.Single((await _gateway.Intake.NextAsync()).Events);

        Assert.Equal(("device:river-1", "device:river-1"), (online.Stream, offline.Stream));
        Assert.Equal(new DeviceOnline { Device = "river-1", At = _gateway.Clock.Now }, online.Data);
        Assert.Equal(new DeviceOffline { Device = "river-1", At = _gateway.Clock.Now, Reason = "keep-alive timeout" }, offline.Data);
        await _gateway.Runner.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_device_with_another_open_session_is_not_offline()
    {
        var (first, second) = (await _gateway.OpenAsync("river-1", "a"), await _gateway.OpenAsync("river-1", "b"));
        await _gateway.Application.DisconnectedAsync(first, ConnectionEnd.ConnectionLost, TestContext.Current.CancellationToken);

        Assert.IsType<DeviceOnline>(Assert.Single(await DrainAsync()));
        _ = second;
    }

    [Fact]
    public async Task A_session_that_was_taken_over_does_not_make_its_device_offline()
    {
        var old = await _gateway.OpenAsync("river-1", "a");
        var successor = await _gateway.OpenAsync("river-1", "a");
        await _gateway.Application.DisconnectedAsync(old, ConnectionEnd.TakenOver, TestContext.Current.CancellationToken);
        await _gateway.Application.DisconnectedAsync(successor, ConnectionEnd.ClientDisconnected, TestContext.Current.CancellationToken);

        Assert.Equal("disconnected", Assert.IsType<DeviceOffline>(Assert.Single(await DrainAsync())).Reason);
    }

    [Fact]
    public async Task While_the_intake_is_blocked_devices_connect_and_only_their_latest_change_waits()
    {
        var gate = new TaskCompletionSource();
        _gateway.Intake.Gate = gate.Task;
        await _gateway.Runner.StartAsync(TestContext.Current.CancellationToken);
        await _gateway.OpenAsync("base-1", "first");
        for (var i = 0; i < 1_000; i++)
        {
            var session = await _gateway.OpenAsync("river-1");
            await _gateway.Application.DisconnectedAsync(session, ConnectionEnd.ConnectionLost, TestContext.Current.CancellationToken);
        }

        Assert.Empty(_gateway.Intake.Messages);
        gate.SetResult();
        await _gateway.Runner.StopAsync(TestContext.Current.CancellationToken);

        Assert.InRange(_gateway.Intake.Messages.Count(message => message.Device == "river-1"), 1, 2);
        Assert.IsType<DeviceOffline>(_gateway.Intake.Messages[^1].Events[0].Data);
    }

    [Fact]
    public async Task A_stop_that_can_wait_no_longer_gives_up_a_blocked_intake()
    {
        _gateway.Intake.Gate = new TaskCompletionSource().Task;
        await _gateway.Runner.StartAsync(TestContext.Current.CancellationToken);
        await _gateway.OpenAsync("river-1");
        using var patience = new CancellationTokenSource();
        var stopping = _gateway.Runner.StopAsync(patience.Token);
        Assert.False(stopping.IsCompleted);

        await patience.CancelAsync();
        await stopping;

        Assert.Empty(_gateway.Intake.Messages);
    }

    [Fact]
    public void After_the_end_of_all_sessions_nothing_is_remembered_of_them()
    {
        var sessions = new OpenSessions();
        var mine = new DeviceSession("river-1", "river", null, new([]));
        Assert.True(sessions.TryOpen("x", mine));

        Assert.True(sessions.Close("x", mine));

        Assert.True(sessions.TryOpen("x", new DeviceSession("river-2", "river", null, new([]))));
    }

    /// <summary>Everything that waits, handed over.</summary>
    private async Task<IReadOnlyList<IDomainEvent>> DrainAsync()
    {
        await _gateway.Runner.StartAsync(TestContext.Current.CancellationToken);
        await _gateway.Runner.StopAsync(TestContext.Current.CancellationToken);
        return [.. _gateway.Intake.Messages.Select(message => message.Events[0].Data)];
    }
}
