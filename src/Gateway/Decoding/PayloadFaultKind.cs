namespace MiyagiSensing.Gateway.Decoding;

/// <summary>The ways in which a payload, or one item of it, can be wrong. The names are the values of a metric's tag and, in snake_case, stored with dead letters: never changed.</summary>
internal enum PayloadFaultKind
{
    /// <summary>The payload has no bytes.</summary>
    Empty,

    /// <summary>Not JSON (RFC 8259), or something follows after it.</summary>
    NotJson,

    /// <summary>Nested deeper than <see cref="DecoderLimits.Depth"/>.</summary>
    TooDeep,

    /// <summary>JSON, but not the object or array of objects that the topic takes.</summary>
    WrongShape,

    /// <summary>More items or readings than <see cref="DecoderLimits.Readings"/>; counts for the whole message.</summary>
    TooManyReadings,

    /// <summary>One reading with more metrics than <see cref="DecoderLimits.Metrics"/>.</summary>
    TooManyMetrics,

    /// <summary>What is wrong beyond <see cref="DecoderLimits.Faults"/> items of one message, together.</summary>
    TooManyFaults,

    /// <summary>A member that means something occurs twice.</summary>
    DuplicateMember,

    /// <summary><c>ts</c> is neither Unix time in ms nor ISO 8601 with an offset, or no plausible instant where one is needed.</summary>
    InvalidTime,

    /// <summary><c>sensor</c> is not an id.</summary>
    InvalidSensor,

    /// <summary><c>seq</c> is not a whole number from 0.</summary>
    InvalidSequence,

    /// <summary><c>dtMs</c> is not a number from 1, or there are arrays without it.</summary>
    InvalidInterval,

    /// <summary><c>m</c> is not there, not an object, or empty.</summary>
    NoMetrics,

    /// <summary>A metric's name is not an id.</summary>
    InvalidMetricName,

    /// <summary>A metric's value is neither a number, null, nor an array of these.</summary>
    InvalidValue,

    /// <summary>Arrays of unequal length, an empty one, or arrays and single values mixed.</summary>
    InvalidArray,

    /// <summary>A member of a <c>status</c> or <c>event</c> payload is missing or of the wrong kind.</summary>
    InvalidMember,

    /// <summary>The domain has no such event, or the platform does not take this topic in yet.</summary>
    NotSupported,
}
