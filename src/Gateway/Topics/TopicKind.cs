namespace MiyagiSensing.Gateway.Topics;

/// <summary>What a device says with a PUBLISH, by the end of its topic.</summary>
internal enum TopicKind
{
    /// <summary>Not a topic that this device may publish to.</summary>
    Forbidden,

    /// <summary>Readings.</summary>
    Telemetry,

    /// <summary>What happened, for example an RTK session.</summary>
    Event,

    /// <summary>How the device is.</summary>
    Status,

    /// <summary>Answers to commands.</summary>
    CommandAck,
}
