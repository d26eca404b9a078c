using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace MiyagiSensing.Integration.Fixtures;

/// <summary>
/// Ports for servers that have to be told one. They lie below those that the system gives to outgoing connections (ip_local_port_range), else any connection might take one before its server starts, or while it is started again.
/// </summary>
internal static class FreePort
{
    private const int Least = 12_000;

    /// <summary>Where outgoing connections begin: Linux's default.</summary>
    private const int FirstOutgoing = 32_768;

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>A loopback TCP port that nobody listens on now and that was not given before.</summary>
    public static int Next()
    {
        lock (Gate)
        {
            while (true)
            {
                var port = RandomNumberGenerator.GetInt32(Least, FirstOutgoing);
                if (!Given.Contains(port) && IsFree(port))
                {
                    Given.Add(port);
                    return port;
                }
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
