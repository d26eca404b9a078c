using System.Net;

namespace MiyagiSensing.Host.Configuration;

/// <summary>What may be listened on, and by what clock. Deny by default.</summary>
internal static class ListenerPolicy
{
    /// <summary>Checks settings against each other.</summary>
    /// <exception cref="SettingsException">A listener would carry passwords in the clear beyond this machine, half a certificate is configured, or a production platform would run on a made-up clock.</exception>
    public static void Check(PlatformSettings settings, string environment)
    {
        if ((settings.TlsCertificate is null) != (settings.TlsKey is null))
        {
            throw new SettingsException("MIYAGI_TLS_CERTIFICATE and MIYAGI_TLS_KEY go together; one of them is not set.");
        }

        if (!IPAddress.IsLoopback(settings.Bind) && settings.TlsCertificate is null && !settings.AllowPlaintext)
        {
            throw new SettingsException(
                $"MIYAGI_BIND={settings.Bind} would carry passwords in the clear beyond this machine. "
                + "Set MIYAGI_TLS_CERTIFICATE and MIYAGI_TLS_KEY, or MIYAGI_ALLOW_PLAINTEXT=1 where the network itself is protected.");
        }

        if (settings.ReplayOrigin is not null && environment == "Production")
        {
            throw new SettingsException("MIYAGI_REPLAY_ORIGIN is set, but this is production: a replay clock belongs to the demo (DOTNET_ENVIRONMENT=Demo) and its own data folder.");
        }
    }

    /// <summary>True when the plain listeners stay open: on loopback always, beyond it only by explicit permission.</summary>
    public static bool ListensInTheClear(PlatformSettings settings) => IPAddress.IsLoopback(settings.Bind) || settings.AllowPlaintext;
}
