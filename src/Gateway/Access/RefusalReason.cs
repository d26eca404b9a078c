namespace MiyagiSensing.Gateway.Access;

/// <summary>Why a client was not given what it wanted. Operators see it; clients never learn which part was wrong.</summary>
public enum RefusalReason
{
    /// <summary>CONNECT without a user name.</summary>
    Anonymous,

    /// <summary>CONNECT with a user name that is no registered device.</summary>
    UnknownDevice,

    /// <summary>CONNECT with a secret that is not the device's.</summary>
    WrongSecret,

    /// <summary>CONNECT of a device whose credentials were withdrawn, whatever its secret.</summary>
    Revoked,

    /// <summary>CONNECT while the device directory can't be read.</summary>
    DirectoryUnavailable,

    /// <summary>CONNECT with the client identifier of another device's open session.</summary>
    ClientIdentifierTaken,

    /// <summary>CONNECT with a will for a topic that the device may not publish to.</summary>
    ForbiddenWill,

    /// <summary>PUBLISH to a topic that is not the device's own.</summary>
    ForbiddenPublish,

    /// <summary>SUBSCRIBE to anything but the device's own command topic.</summary>
    ForbiddenSubscribe,
}
