namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>The receipt of a will: there is no connection left to answer on.</summary>
internal sealed class WillReceipt : PublishReceipt
{
    public static readonly WillReceipt Instance = new();

    public override void Complete(MqttReasonCode reasonCode)
    {
    }
}
