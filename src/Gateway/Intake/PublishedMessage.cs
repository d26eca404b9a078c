using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Server;

namespace MiyagiSensing.Gateway.Intake;

/// <summary>A PUBLISH on its way to the journal; carries the promise to acknowledge it.</summary>
internal sealed class PublishedMessage : IntakeMessage
{
    /// <summary>What the device waits for.</summary>
    public required PublishReceipt Receipt { get; init; }

    /// <summary>Acknowledges what is on disk. What is not stored gets no answer at all, since any answer would end the device's duty to send it again.</summary>
    public override void Settle(IntakeOutcome outcome)
    {
        if (outcome == IntakeOutcome.Committed)
        {
            Receipt.Complete(MqttReasonCode.Success);
        }
    }
}
