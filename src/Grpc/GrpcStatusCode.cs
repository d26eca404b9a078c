namespace MiyagiSensing.Grpc;

/// <summary>How a call ended. The numbers are on the wire. Source: gRPC <c>doc/statuscodes.md</c>, which also says who may generate which.</summary>
public enum GrpcStatusCode
{
    /// <summary>Success.</summary>
    Ok = 0,

    /// <summary>The caller gave up.</summary>
    Cancelled = 1,

    /// <summary>An error that carries no status: typically an exception in the handler.</summary>
    Unknown = 2,

    /// <summary>The request is wrong whatever state the system is in.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed first; the work may have been done all the same.</summary>
    DeadlineExceeded = 4,

    /// <summary>What was asked for is not there.</summary>
    NotFound = 5,

    /// <summary>What should be made is there already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not.</summary>
    PermissionDenied = 7,

    /// <summary>A quota, or the limit of a message's size, is used up.</summary>
    ResourceExhausted = 8,

    /// <summary>The system is not in the state the call needs; trying again without a change is no use.</summary>
    FailedPrecondition = 9,

    /// <summary>Lost against another call at the same time; the caller may start over.</summary>
    Aborted = 10,

    /// <summary>Beyond the valid range, as things stand now.</summary>
    OutOfRange = 11,

    /// <summary>Method, compression or number of messages is not supported here.</summary>
    Unimplemented = 12,

    /// <summary>An invariant is broken: a frame that is cut off, a message that can't be parsed.</summary>
    Internal = 13,

    /// <summary>Not now; the same call may succeed later.</summary>
    Unavailable = 14,

    /// <summary>Data is lost or corrupt beyond repair.</summary>
    DataLoss = 15,

    /// <summary>The caller is not known.</summary>
    Unauthenticated = 16,
}
