namespace MiyagiSensing.Unit.Simulators.Fakes;

/// <summary>What the scripted broker does with a PUBLISH.</summary>
internal enum BrokerAnswer
{
    /// <summary>PUBACK.</summary>
    Acknowledge,

    /// <summary>Takes it and says nothing.</summary>
    Ignore,

    /// <summary>Closes the connection without an answer.</summary>
    Close,
}
