using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Gateway.Sessions;

/// <summary>A device's coming or going as a message to the intake. Nobody waits for it to be stored.</summary>
internal sealed class PresenceMessage : IntakeMessage
{
    public override void Settle(IntakeOutcome outcome)
    {
    }
}
