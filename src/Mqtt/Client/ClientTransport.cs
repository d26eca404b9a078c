using System.Net.Security;
using System.Net.Sockets;

namespace MiyagiSensing.Mqtt.Client;

/// <summary>Opens the byte stream under a client.</summary>
internal static class ClientTransport
{
    /// <summary>Connects TCP and, where asked for, TLS. The stream owns the socket.</summary>
    public static async Task<Stream> OpenAsync(MqttClientOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream stream;
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, cancellationToken);
            stream = new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        if (options.Tls is not { } tls)
        {
            return stream;
        }

        var encrypted = new SslStream(stream);
        try
        {
            tls.TargetHost ??= options.Host;
            await encrypted.AuthenticateAsClientAsync(tls, cancellationToken);
            return encrypted;
        }
        catch
        {
            await encrypted.DisposeAsync();
            throw;
        }
    }
}
