using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Server;

namespace MiyagiSensing.Gateway.Access;

/// <summary>Decides on the identity behind a CONNECT: user name = device id, password = device secret. Deny by default.</summary>
internal sealed class ConnectAuthority(IDeviceDirectory directory, SecretVerifier verifier)
{
    /// <summary>The device, or why not. Unknown, wrong and revoked cost the same compare and get the same answer, see <see cref="AnswerTo"/>.</summary>
    public async ValueTask<(DeviceIdentity? Device, RefusalReason Reason)> IdentifyAsync(ConnectRequest request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.UserName))
        {
            return (null, RefusalReason.Anonymous);
        }

        DeviceIdentity? device = null;
        try
        {
            device = Identifier.IsValid(request.UserName) ? await directory.FindAsync(request.UserName, cancellationToken) : null;
        }
        catch (IOException)
        {
            // The port's word for "ask again later"; the refusal is counted and logged under its own reason.
            return (null, RefusalReason.DirectoryUnavailable);
        }

        var matches = await verifier.VerifyAsync(device?.Secrets ?? [], request.Password ?? ReadOnlyMemory<byte>.Empty, cancellationToken);
        return device switch
        {
            null => (null, RefusalReason.UnknownDevice),
            { Revoked: true } => (null, RefusalReason.Revoked),
            _ => matches ? (device, default) : (null, RefusalReason.WrongSecret),
        };
    }

    /// <summary>What the client is told (MQTT 5.0 section 3.2.2.2).</summary>
    public static MqttReasonCode AnswerTo(RefusalReason reason) => reason switch
    {
        RefusalReason.DirectoryUnavailable => MqttReasonCode.ServerUnavailable,
        RefusalReason.ClientIdentifierTaken => MqttReasonCode.ClientIdentifierNotValid,
        RefusalReason.Anonymous or RefusalReason.ForbiddenWill or RefusalReason.ForbiddenPublish or RefusalReason.ForbiddenSubscribe => MqttReasonCode.NotAuthorized,
        _ => MqttReasonCode.BadUserNameOrPassword,
    };
}
