namespace MiyagiSensing.Gateway.Topics;

/// <summary>
/// The rights of one device, as the few topics that are its own: <c>miyagi/v1/{domain}/{device}/…</c>. Everything else is forbidden, so that a topic is
/// compared and never parsed.
/// </summary>
internal sealed class DeviceTopics
{
    private readonly string _telemetry;
    private readonly string _event;
    private readonly string _status;
    private readonly string _commandAck;
    private readonly string _command;

    /// <summary>The topics of a registered device under its domain; both ids are well-formed.</summary>
    public DeviceTopics(string domain, string device)
    {
        var prefix = $"miyagi/v1/{domain}/{device}/";
        (_telemetry, _event, _status, _commandAck, _command) =
            (prefix + "telemetry", prefix + "event", prefix + "status", prefix + "command/ack", prefix + "command");
    }

    /// <summary>What a PUBLISH to <paramref name="topic"/> says; <see cref="TopicKind.Forbidden"/> for every topic that is not the device's own.</summary>
    public TopicKind KindOf(string topic) =>
        topic == _telemetry ? TopicKind.Telemetry
        : topic == _status ? TopicKind.Status
        : topic == _event ? TopicKind.Event
        : topic == _commandAck ? TopicKind.CommandAck
        : TopicKind.Forbidden;

    /// <summary>True for the device's own command topic, written out; false for wildcards and shared subscriptions, whatever they would match.</summary>
    public bool MaySubscribe(string topicFilter) => topicFilter == _command;
}
