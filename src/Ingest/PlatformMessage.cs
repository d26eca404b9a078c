using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Ingest;

/// <summary>A message of the platform to its own journal: that time has passed, or that the intake stops. Nobody waits for an acknowledgement.</summary>
internal sealed class PlatformMessage : IntakeMessage
{
    public override void Settle(IntakeOutcome outcome)
    {
    }
}
