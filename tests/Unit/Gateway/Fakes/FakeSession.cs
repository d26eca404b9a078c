using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Server;

namespace MiyagiSensing.Unit.Gateway.Fakes;

/// <summary>A session without a connection.</summary>
internal sealed class FakeSession : ClientSession
{
    public override bool TrySend(string topic, ReadOnlyMemory<byte> payload, MqttQualityOfService qualityOfService = MqttQualityOfService.AtMostOnce, bool retain = false) => false;

    public override void Close(MqttReasonCode reason)
    {
    }
}
