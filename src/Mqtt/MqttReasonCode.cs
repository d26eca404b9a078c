namespace MiyagiSensing.Mqtt;

/// <summary>
/// Reason codes of MQTT 5.0 (section 2.4). Values below 0x80 mean success, 0x80 and above failure. Members that share a value in the standard (0x00 is Success,
/// Normal disconnection and Granted QoS 0) appear once. The MQTT 3.1.1 return codes are translated at the codec and never seen elsewhere.
/// </summary>
public enum MqttReasonCode : byte
{
    /// <summary>0x00: success; in DISCONNECT a normal disconnection, in SUBACK granted QoS 0.</summary>
    Success = 0x00,

    /// <summary>0x01: SUBACK, granted QoS 1.</summary>
    GrantedQoS1 = 0x01,

    /// <summary>0x02: SUBACK, granted QoS 2.</summary>
    GrantedQoS2 = 0x02,

    /// <summary>0x04: DISCONNECT, the server shall publish the will message nevertheless.</summary>
    DisconnectWithWillMessage = 0x04,

    /// <summary>0x10: PUBACK or PUBREC, accepted but nobody subscribes.</summary>
    NoMatchingSubscribers = 0x10,

    /// <summary>0x11: UNSUBACK, there was no such subscription.</summary>
    NoSubscriptionExisted = 0x11,

    /// <summary>0x18: AUTH, continue the exchange.</summary>
    ContinueAuthentication = 0x18,

    /// <summary>0x19: AUTH, authenticate again.</summary>
    ReAuthenticate = 0x19,

    /// <summary>0x80: failure without a more exact code.</summary>
    UnspecifiedError = 0x80,

    /// <summary>0x81: the packet could not be parsed.</summary>
    MalformedPacket = 0x81,

    /// <summary>0x82: well-formed, but not allowed here or now.</summary>
    ProtocolError = 0x82,

    /// <summary>0x83: valid, but not accepted by this implementation.</summary>
    ImplementationSpecificError = 0x83,

    /// <summary>0x84: CONNACK, protocol version not supported.</summary>
    UnsupportedProtocolVersion = 0x84,

    /// <summary>0x85: CONNACK, client identifier valid but not allowed.</summary>
    ClientIdentifierNotValid = 0x85,

    /// <summary>0x86: CONNACK, bad user name or password.</summary>
    BadUserNameOrPassword = 0x86,

    /// <summary>0x87: not authorized.</summary>
    NotAuthorized = 0x87,

    /// <summary>0x88: CONNACK, server unavailable.</summary>
    ServerUnavailable = 0x88,

    /// <summary>0x89: server busy, try again later.</summary>
    ServerBusy = 0x89,

    /// <summary>0x8A: CONNACK, client banned.</summary>
    Banned = 0x8A,

    /// <summary>0x8B: DISCONNECT, server shutting down.</summary>
    ServerShuttingDown = 0x8B,

    /// <summary>0x8C: authentication method not supported or changed.</summary>
    BadAuthenticationMethod = 0x8C,

    /// <summary>0x8D: DISCONNECT, no packet within 1.5 times the keep-alive.</summary>
    KeepAliveTimeout = 0x8D,

    /// <summary>0x8E: DISCONNECT, another connection uses the same client identifier.</summary>
    SessionTakenOver = 0x8E,

    /// <summary>0x8F: topic filter correctly formed but not accepted.</summary>
    TopicFilterInvalid = 0x8F,

    /// <summary>0x90: topic name correctly formed but not accepted.</summary>
    TopicNameInvalid = 0x90,

    /// <summary>0x91: packet identifier already in use.</summary>
    PacketIdentifierInUse = 0x91,

    /// <summary>0x92: packet identifier not known.</summary>
    PacketIdentifierNotFound = 0x92,

    /// <summary>0x93: DISCONNECT, more unacknowledged PUBLISHes than the receive maximum.</summary>
    ReceiveMaximumExceeded = 0x93,

    /// <summary>0x94: DISCONNECT, topic alias zero or above the maximum.</summary>
    TopicAliasInvalid = 0x94,

    /// <summary>0x95: packet larger than the maximum packet size.</summary>
    PacketTooLarge = 0x95,

    /// <summary>0x96: DISCONNECT, messages arrive too fast.</summary>
    MessageRateTooHigh = 0x96,

    /// <summary>0x97: an implementation or administrative limit is exceeded.</summary>
    QuotaExceeded = 0x97,

    /// <summary>0x98: DISCONNECT, closed by an administrator.</summary>
    AdministrativeAction = 0x98,

    /// <summary>0x99: the payload does not match its payload format indicator or the application's format.</summary>
    PayloadFormatInvalid = 0x99,

    /// <summary>0x9A: retained messages are not supported.</summary>
    RetainNotSupported = 0x9A,

    /// <summary>0x9B: QoS above the server's Maximum QoS.</summary>
    QoSNotSupported = 0x9B,

    /// <summary>0x9C: use another server for now.</summary>
    UseAnotherServer = 0x9C,

    /// <summary>0x9D: use another server from now on.</summary>
    ServerMoved = 0x9D,

    /// <summary>0x9E: shared subscriptions are not supported.</summary>
    SharedSubscriptionsNotSupported = 0x9E,

    /// <summary>0x9F: connections arrive too fast.</summary>
    ConnectionRateExceeded = 0x9F,

    /// <summary>0xA0: DISCONNECT, the longest connection time is over.</summary>
    MaximumConnectTime = 0xA0,

    /// <summary>0xA1: subscription identifiers are not supported.</summary>
    SubscriptionIdentifiersNotSupported = 0xA1,

    /// <summary>0xA2: wildcard subscriptions are not supported.</summary>
    WildcardSubscriptionsNotSupported = 0xA2,
}
