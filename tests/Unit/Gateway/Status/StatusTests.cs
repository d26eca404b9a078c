using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Unit.Gateway.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Status;

public sealed class StatusTests : IDisposable
{
    private readonly GatewayFixture _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task A_status_says_that_the_device_is_there_and_its_battery_is_a_reading()
    {
        var message = await PublishAsync("""{"online":true,"ts":1763672400000,"battery":3.9,"fw":"1.4.2\u0000","x":1}""");

        var stored = Assert.Single(message.Events);
        Assert.Equal("device:river-1", stored.Stream);
        Assert.Equal(new DeviceOnline { Device = "river-1", At = message.ReceivedAt, Firmware = "1.4.2·", Battery = 3.9 }, stored.Data);
        var reading = Assert.Single(message.Readings);
        Assert.Equal(new ReadingSource("river-1", "main"), reading.Source);
        Assert.Equal((new MetricSet("battery"), 3.9, 1763672400000L), (reading.Metrics, reading.Values[0], reading.MeasuredAt.ToUnixTimeMilliseconds()));
        Assert.Equal((ClockTrust.Synchronised, IdentityKind.Time), (reading.Clock, reading.Identity));
    }

    [Fact]
    public async Task A_battery_without_ts_is_measured_at_our_arrival()
    {
        var reading = Assert.Single((await PublishAsync("""{"online":true,"battery":3.9}""")).Readings);

        Assert.Equal((reading.ReceivedAt, ClockTrust.Ours, IdentityKind.None), (reading.MeasuredAt, reading.Clock, reading.Identity));
    }

    [Fact]
    public async Task A_battery_sentinel_is_missing_and_never_a_voltage()
    {
        var message = await PublishAsync("""{"online":true,"battery":0}""");

        Assert.Null(Assert.IsType<DeviceOnline>(message.Events[0].Data).Battery);
        Assert.Equal([double.NaN], Assert.Single(message.Readings).Values);
    }

    [Theory]
    [InlineData(true, "will")]
    [InlineData(false, "announced")]
    public async Task A_device_can_be_said_to_be_gone(bool isWill, string reason)
    {
        var message = await PublishAsync("""{"online":false}""", isWill);

        Assert.Equal(new DeviceOffline { Device = "river-1", At = message.ReceivedAt, Reason = reason }, Assert.Single(message.Events).Data);
        Assert.Empty(message.Readings);
    }

    [Theory]
    [InlineData("""{}""", "online is missing, or neither true nor false")]
    [InlineData("""{"online":1}""", "online is missing, or neither true nor false")]
    [InlineData("""{"online":null}""", "online is missing, or neither true nor false")]
    [InlineData("""{"online":true,"ts":"soon"}""", "ts is neither Unix time in ms nor ISO 8601 with an offset")]
    [InlineData("""{"online":true,"battery":"full"}""", "battery is not a finite number")]
    [InlineData("""{"online":true,"battery":1e999}""", "battery is not a finite number")]
    [InlineData("""{"online":true,"fw":[1]}""", "fw is not a text")]
    [InlineData("""[{"online":true}]""", "the payload is not an object")]
    public async Task A_status_can_be_wrong(string payload, string reason)
    {
        var message = await PublishAsync(payload);

        Assert.Equal(1, message.DeadLettered);
        Assert.Empty(message.Readings);
        Assert.Equal(reason, Assert.IsType<MessageDeadLettered>(Assert.Single(message.Events).Data).Reason);
    }

    private async Task<IntakeMessage> PublishAsync(string payload, bool isWill = false)
    {
        var session = await _gateway.OpenAsync("river-1");
        await _gateway.PublishAsync(session, "miyagi/v1/river/river-1/status", payload, isWill);
        return await _gateway.Intake.NextAsync();
    }
}
