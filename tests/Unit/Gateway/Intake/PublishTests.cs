using System.Diagnostics;
using System.Text;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Gateway;
using MiyagiSensing.Gateway.Access;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Unit.Gateway.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Intake;

public sealed class PublishTests : IDisposable
{
    private const string Topic = "miyagi/v1/river/river-1/telemetry";

    private readonly GatewayFixture _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task A_publish_is_acknowledged_only_after_the_commit()
    {
        var session = await _gateway.OpenAsync("river-1");
        var receipt = await _gateway.PublishAsync(session, Topic, """{"m":{"stage":1.2}}""");
        var message = await _gateway.Intake.NextAsync();
        Assert.Null(receipt.Answer);

        message.Settle(IntakeOutcome.Committed);

        Assert.Equal(MqttReasonCode.Success, receipt.Answer);
    }

    [Fact]
    public async Task What_is_not_stored_gets_no_answer()
    {
        var session = await _gateway.OpenAsync("river-1");
        var receipt = await _gateway.PublishAsync(session, Topic, """{"m":{"stage":1.2}}""");

        (await _gateway.Intake.NextAsync()).Settle(IntakeOutcome.NotStored);

        Assert.Null(receipt.Answer);
    }

    [Fact]
    public async Task A_dead_letter_is_acknowledged_after_its_commit_too()
    {
        var session = await _gateway.OpenAsync("river-1");
        var receipt = await _gateway.PublishAsync(session, Topic, "garbage");
        Assert.Null(receipt.Answer);

        (await _gateway.Intake.NextAsync()).Settle(IntakeOutcome.Committed);

        Assert.Equal(MqttReasonCode.Success, receipt.Answer);
    }

    [Fact]
    public async Task The_message_says_who_when_and_how_much()
    {
        var session = await _gateway.OpenAsync("river-1");
        await _gateway.PublishAsync(session, Topic, """{"m":{"stage":1.2}}""");

        var message = await _gateway.Intake.NextAsync();

        Assert.Equal(("river-1", 19, 0), (message.Device, message.PayloadBytes, message.DeadLettered));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 0, 0, 0, 123, TimeSpan.Zero), message.ReceivedAt);
        Assert.Equal(message.ReceivedAt, message.Readings[0].ReceivedAt);
    }

    [Fact]
    public async Task A_wrong_item_becomes_a_dead_letter_beside_the_readings_of_the_others()
    {
        var session = await _gateway.OpenAsync("river-1");
        await _gateway.PublishAsync(session, Topic, """[{"m":{"stage":1}},{"m":{"stage":"x"}},{"m":{"stage":-999}}]""");

        var message = await _gateway.Intake.NextAsync();

        Assert.Equal((2, 1), (message.Readings.Count, message.DeadLettered));
        var stored = Assert.Single(message.Events);
        Assert.Equal(("dead-letters:20261121", "device:river-1"), (stored.Stream, stored.Headers.Actor));
        var dead = Assert.IsType<MessageDeadLettered>(stored.Data);
        Assert.Equal(("river-1", Topic, 1, 33L, false), (dead.Device, dead.Topic, dead.Item, dead.BytePosition, dead.Encrypted));
        Assert.Equal("""{"m":{"stage":"x"}}""", Encoding.UTF8.GetString(dead.Raw));
        Assert.Equal("the value of stage is a text, not a number", dead.Reason);
        Assert.Equal(message.ReceivedAt, dead.ReceivedAt);
    }

    [Theory]
    [InlineData("event", """{"event":"session_start","session":"1","user":"u"}""", "the domain river has no events", true)]
    [InlineData("command/ack", "{}", "command acknowledgements are not taken in: the platform sends no commands yet", false)]
    [InlineData("status", "online", "the payload is not JSON, nested deeper than 16 levels, or has a member twice", false)]
    [InlineData("telemetry", "", "the payload is empty", false)]
    public async Task What_is_not_taken_in_is_kept_whole(string kind, string payload, string reason, bool encrypted)
    {
        var session = await _gateway.OpenAsync("river-1");
        await _gateway.PublishAsync(session, $"miyagi/v1/river/river-1/{kind}", payload);

        var dead = Assert.IsType<MessageDeadLettered>(Assert.Single((await _gateway.Intake.NextAsync()).Events).Data);

        Assert.Equal((reason, encrypted, null), (dead.Reason, dead.Encrypted, dead.Item));
        Assert.Equal(payload, Encoding.UTF8.GetString(encrypted ? _gateway.Pseudonyms.Protect(dead.Raw) : dead.Raw));
    }

    [Theory]
    [InlineData("miyagi/v1/river/river-2/telemetry")]
    [InlineData("miyagi/v1/river/river-1/command")]
    [InlineData("miyagi/v1/alerts/river/ogura")]
    public async Task A_forbidden_publish_is_refused_and_never_handed_over(string topic)
    {
        var session = await _gateway.OpenAsync("river-1");

        var receipt = await _gateway.PublishAsync(session, topic, """{"m":{"stage":1.2}}""");

        Assert.Equal(MqttReasonCode.NotAuthorized, receipt.Answer);
        Assert.Empty(_gateway.Intake.Messages);
        var refusal = Assert.Single(_gateway.Refusals.Newest(10));
        Assert.Equal((RefusalReason.ForbiddenPublish, "river-1", topic), (refusal.Reason, refusal.Client, refusal.Topic));
    }

    [Theory]
    [InlineData("miyagi/v1/river/river-1/command", MqttQualityOfService.AtMostOnce, MqttReasonCode.Success)]
    [InlineData("miyagi/v1/river/river-1/command", MqttQualityOfService.AtLeastOnce, MqttReasonCode.GrantedQoS1)]
    [InlineData("miyagi/v1/river/river-1/command", MqttQualityOfService.ExactlyOnce, MqttReasonCode.GrantedQoS2)]
    [InlineData("#", MqttQualityOfService.AtMostOnce, MqttReasonCode.NotAuthorized)]
    public async Task A_device_hears_its_own_commands_only(string filter, MqttQualityOfService requested, MqttReasonCode answer)
    {
        var session = await _gateway.OpenAsync("river-1");

        Assert.Equal(answer, _gateway.Application.Subscribe(session, filter, requested).ReasonCode);
        Assert.Equal(answer == MqttReasonCode.NotAuthorized ? 1 : 0, _gateway.Refusals.Newest(10).Count);
    }

    [Fact]
    public async Task A_payload_in_pieces_is_the_same_reading()
    {
        var session = await _gateway.OpenAsync("river-1");
        var payload = """{"ts":1763672400000,"m":{"stage":1.23}}"""u8.ToArray();
        for (var at = 0; at <= payload.Length; at++)
        {
            await _gateway.PublishAsync(session, Topic, Segments.Cut(payload, at));
        }

        Assert.All(_gateway.Intake.Messages, message => Assert.Equal([1.23], Assert.Single(message.Readings).Values));
    }

    [Fact]
    public async Task While_the_intake_is_full_the_connection_waits()
    {
        var gate = new TaskCompletionSource();
        _gateway.Intake.Gate = gate.Task;
        var session = await _gateway.OpenAsync("river-1");

        var publishing = _gateway.PublishAsync(session, Topic, """{"m":{"stage":1.2}}""");
        Assert.False(publishing.IsCompleted);
        gate.SetResult();
        await publishing;

        Assert.Single(_gateway.Intake.Messages);
    }

    [Fact]
    public async Task A_traced_publish_hands_its_trace_to_the_message_and_its_events()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GatewayServices.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        using var test = new Activity("test").Start();
        var session = await _gateway.OpenAsync("river-1");
        await _gateway.PublishAsync(session, Topic, "garbage");

        var message = await _gateway.Intake.NextAsync();

        Assert.Equal(test.TraceId, message.Trace.TraceId);
        Assert.Equal(test.TraceId.ToHexString(), message.Events[0].Headers.CorrelationId);
        Assert.Same(test, Activity.Current);
    }
}
