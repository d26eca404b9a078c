using System.Net;
using System.Net.Sockets;

namespace MiyagiSensing.Chaos.Network;

/// <summary>One connection through a <see cref="TcpProxy"/>.</summary>
internal sealed class ProxiedConnection(TcpProxy proxy, Socket near) : IDisposable
{
    private readonly Socket _far = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private volatile bool _isForgotten;

    /// <summary>Passes data both ways until one side is done with, or reset.</summary>
    public async Task RunAsync(int target, CancellationToken cancellationToken)
    {
        try
        {
            near.NoDelay = true;
            await proxy.PassAsync(cancellationToken);
            await _far.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target), cancellationToken);
            await Task.WhenAll(PumpAsync(near, _far, cancellationToken), PumpAsync(_far, near, cancellationToken));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // A reset on either side, or ours: the other side is to see the same.
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>As <see cref="Reset"/>.</summary>
    public void Dispose() => Reset();

    /// <summary>Ends both sides with RST.</summary>
    public void Reset()
    {
        foreach (var socket in new[] { near, _far })
        {
            try
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // Closed before.
            }

            socket.Dispose();
        }
    }

    /// <summary>Data that comes from now on vanishes, and neither side hears of the other's end.</summary>
    public void Forget() => _isForgotten = true;

    private async Task PumpAsync(Socket from, Socket to, CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        int length;
        try
        {
            while ((length = await from.ReceiveAsync(buffer, cancellationToken)) > 0)
            {
                if (_isForgotten)
                {
                    continue;
                }

                await proxy.PassAsync(cancellationToken);
                for (var sent = 0; sent < length && !_isForgotten;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, length - sent), cancellationToken);
                }
            }
        }
        catch (Exception exception) when (!_isForgotten && exception is SocketException or ObjectDisposedException)
        {
            Reset();
            return;
        }

        if (_isForgotten)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
