namespace MiyagiSensing.Unit.Mqtt.Codec;

internal static class Hexadecimal
{
    public static byte[] Parse(string hex) => Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));
}
