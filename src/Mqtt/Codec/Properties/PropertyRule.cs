namespace MiyagiSensing.Mqtt.Codec.Properties;

/// <summary>What the standard says about one property.</summary>
/// <param name="Kind">Wire type.</param>
/// <param name="Packets">Bit n set: allowed in packet type n; bit 0 stands for the will properties.</param>
/// <param name="Minimum">Smallest number allowed.</param>
/// <param name="Maximum">Largest number allowed.</param>
internal readonly record struct PropertyRule(PropertyKind Kind, ushort Packets, uint Minimum = 0, uint Maximum = uint.MaxValue)
{
    public bool IsAllowedIn(MqttPacketType packet) => (Packets & (1 << (int)packet)) != 0;
}
