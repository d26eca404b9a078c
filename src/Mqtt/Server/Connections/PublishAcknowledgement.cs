namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>The receipt of one QoS 1 message; the only object that is allocated for it.</summary>
internal sealed class PublishAcknowledgement(ConnectionOutput output, ushort packetId) : PublishReceipt
{
    private const int Pending = -1;

    private int _code = Pending;

    public ushort PacketId { get; } = packetId;

    public override void Complete(MqttReasonCode reasonCode)
    {
        if (Interlocked.CompareExchange(ref _code, (int)reasonCode, Pending) == Pending)
        {
            output.RequestDrain();
        }
    }

    public bool TryGetReason(out MqttReasonCode reasonCode)
    {
        var code = Volatile.Read(ref _code);
        reasonCode = (MqttReasonCode)code;
        return code != Pending;
    }
}
