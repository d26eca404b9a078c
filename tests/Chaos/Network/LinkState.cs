namespace MiyagiSensing.Chaos.Network;

/// <summary>How a stretch of network behaves.</summary>
internal enum LinkState
{
    /// <summary>As it should.</summary>
    Open,

    /// <summary>Every connection is reset, new ones too.</summary>
    Cut,

    /// <summary>Connections stand and are accepted, no byte passes; what was sent meanwhile arrives when the link opens.</summary>
    Silent,

    /// <summary>As silent, but what is connected now never speaks again and is never told: a router that lost its memory. New connections are served once the link opens.</summary>
    Lost,

    /// <summary>Every piece of data takes its time.</summary>
    Slow,
}
