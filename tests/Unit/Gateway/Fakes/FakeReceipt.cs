using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Server;

namespace MiyagiSensing.Unit.Gateway.Fakes;

/// <summary>Remembers the answer.</summary>
internal sealed class FakeReceipt : PublishReceipt
{
    public MqttReasonCode? Answer { get; private set; }

    public override void Complete(MqttReasonCode reasonCode) => Answer ??= reasonCode;
}
