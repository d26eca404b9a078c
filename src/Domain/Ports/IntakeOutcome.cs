namespace MiyagiSensing.Domain.Ports;

/// <summary>How an <see cref="IntakeMessage"/> ended.</summary>
public enum IntakeOutcome
{
    /// <summary>On disk in the event store, with everything that belongs to it. Acknowledge it.</summary>
    Committed,

    /// <summary>Not stored, because the platform is stopping or has been fenced off. Do not acknowledge; the device keeps it and sends it again.</summary>
    NotStored,
}
