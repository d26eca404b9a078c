using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Host.Startup;

namespace MiyagiSensing.Host.Import;

/// <summary>
/// Where commands of this machine speak to the running platform: a listener of its own on loopback, whose address and secret stand in a file of the data folder that only its owner can read. Both are new at each start.
/// What does not come to this listener with this secret is refused.
/// </summary>
internal sealed class OperatorDoor(PlatformSettings settings, IHostApplicationLifetime lifetime) : IHostedService
{
    /// <summary>Paths that only this door has begin so.</summary>
    public const string Root = "/operator";

    private const int SecretCharacters = 64;
    private const string Scheme = "Bearer ";

    private readonly byte[] _secret = Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(SecretCharacters, lowercase: true));
    private ListenOptions? _listener;

    /// <summary>The file with the address and, below it, the secret.</summary>
    public static string FileIn(string dataFolder) => Path.Combine(dataFolder, "keys", "operator");

    /// <summary>Adds the listener, on a free port.</summary>
    public void Listen(KestrelServerOptions kestrel) => kestrel.Listen(IPAddress.Loopback, 0, listen => _listener = listen);

    /// <summary>True for a request that came through this door with the secret.</summary>
    public bool Admits(HttpContext http) =>
        http.Connection.LocalPort == _listener?.IPEndPoint?.Port
        && http.Request.Headers.Authorization is [{ } header]
        && header.StartsWith(Scheme, StringComparison.Ordinal)
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(header[Scheme.Length..]), _secret);

    /// <summary>The file is written when the listeners are open, which is after the last service has started.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Announce);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Announce()
    {
        var file = FileIn(settings.DataFolder);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var text = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_listener!.IPEndPoint!.Port}/\n{Encoding.ASCII.GetString(_secret)}\n");
        OwnerOnlyFile.Write(file, text);
    }
}
