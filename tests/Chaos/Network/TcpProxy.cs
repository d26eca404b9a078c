using System.Net;
using System.Net.Sockets;
using MiyagiSensing.Integration.Fixtures;

namespace MiyagiSensing.Chaos.Network;

/// <summary>A stretch of TCP network that can be cut, silenced and slowed: listens on a loopback port and passes on to another.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    /// <summary>What a slow link takes for each piece of data.</summary>
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(60);

    private readonly Lock _gate = new();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly Dictionary<ProxiedConnection, Task> _connections = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _target;

    /// <summary>Listens at once.</summary>
    /// <param name="target">Loopback port to pass on to.</param>
    public TcpProxy(int target)
    {
        _target = target;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The port to connect to.</summary>
    public int Port { get; }

    /// <summary>How the link behaves now.</summary>
    public LinkState State { get; private set; }

    /// <summary>Changes the link for all connections, present and to come.</summary>
    public void Set(LinkState state)
    {
        List<ProxiedConnection> open;
        TaskCompletionSource changed;
        lock (_gate)
        {
            State = state;
            open = [.. _connections.Keys];
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        foreach (var connection in open)
        {
            if (state == LinkState.Cut)
            {
                connection.Reset();
            }
            else if (state == LinkState.Lost)
            {
                connection.Forget();
            }
        }

        changed.SetResult();
    }

    /// <summary>Passes on to another port from now on; what was connected is reset.</summary>
    public void Retarget(int target)
    {
        List<ProxiedConnection> open;
        lock (_gate)
        {
            _target = target;
            open = [.. _connections.Keys];
        }

        open.ForEach(connection => connection.Reset());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        Task[] all;
        lock (_gate)
        {
            all = [.. _connections.Values];
        }

        await Task.WhenAll(all);
        _stop.Dispose();
    }

    /// <summary>Waits until data may pass, and for as long as the link takes.</summary>
    internal async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            LinkState state;
            lock (_gate)
            {
                (changed, state) = (_changed.Task, State);
            }

            if (state is LinkState.Silent or LinkState.Lost)
            {
                await changed.WaitAsync(cancellationToken);
                continue;
            }

            if (state == LinkState.Slow)
            {
                await Eventually.LastsAsync(Slowness, cancellationToken);
            }

            return;
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptAsync(_stop.Token);
                lock (_gate)
                {
                    var connection = new ProxiedConnection(this, near);
                    if (State == LinkState.Cut)
                    {
                        connection.Reset();
                    }

                    _connections.Add(connection, ServeAsync(connection, _target));
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The listener has been closed: the end of the run.
        }
    }

    private async Task ServeAsync(ProxiedConnection connection, int target)
    {
        await Task.Yield();
        try
        {
            await connection.RunAsync(target, _stop.Token);
        }
        finally
        {
            lock (_gate)
            {
                _connections.Remove(connection);
            }
        }
    }
}
