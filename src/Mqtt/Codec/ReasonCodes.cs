using System.Collections.Frozen;

namespace MiyagiSensing.Mqtt.Codec;

/// <summary>Which bytes are reason codes, and how those of MQTT 5.0 and the CONNACK return codes of 3.1.1 map to each other.</summary>
internal static class ReasonCodes
{
    private static readonly FrozenSet<MqttReasonCode> Known = Enum.GetValues<MqttReasonCode>().ToFrozenSet();

    public static bool IsKnown(byte value) => Known.Contains((MqttReasonCode)value);

    public static bool IsFailure(this MqttReasonCode code) => code >= MqttReasonCode.UnspecifiedError;

    /// <summary>The CONNACK return code of MQTT 3.1.1 (section 3.2.2.3) that comes closest.</summary>
    public static byte ToConnectReturnCode(this MqttReasonCode code) => code switch
    {
        MqttReasonCode.Success => 0,
        MqttReasonCode.UnsupportedProtocolVersion => 1,
        MqttReasonCode.ClientIdentifierNotValid => 2,
        MqttReasonCode.BadUserNameOrPassword => 4,
        MqttReasonCode.ServerUnavailable or MqttReasonCode.ServerBusy or MqttReasonCode.ServerShuttingDown
            or MqttReasonCode.UseAnotherServer or MqttReasonCode.ServerMoved or MqttReasonCode.ConnectionRateExceeded
            or MqttReasonCode.UnspecifiedError or MqttReasonCode.QuotaExceeded => 3,
        _ => 5,
    };

    /// <summary>Reads a CONNACK return code of MQTT 3.1.1; false for the reserved values 6 to 255.</summary>
    public static bool TryFromConnectReturnCode(byte returnCode, out MqttReasonCode code)
    {
        code = returnCode switch
        {
            1 => MqttReasonCode.UnsupportedProtocolVersion,
            2 => MqttReasonCode.ClientIdentifierNotValid,
            3 => MqttReasonCode.ServerUnavailable,
            4 => MqttReasonCode.BadUserNameOrPassword,
            5 => MqttReasonCode.NotAuthorized,
            _ => MqttReasonCode.Success,
        };
        return returnCode <= 5;
    }
}
