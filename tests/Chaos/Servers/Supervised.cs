using MiyagiSensing.Integration.Fixtures;

namespace MiyagiSensing.Chaos.Servers;

/// <summary>A server that is started again whenever it has ended, as a service manager does; can be killed, frozen and woken.</summary>
internal sealed class Supervised : IAsyncDisposable
{
    private static readonly TimeSpan RestartDelay = TimeSpan.FromMilliseconds(200);

    private readonly Func<ServerProcess> _start;
    private readonly CancellationTokenSource _stop = new();
    private readonly int _stopSignal;
    private readonly HashSet<int> _frozen = [];
    private readonly Queue<string> _history = new();
    private readonly HashSet<int> _asked = [];
    private readonly Task _running;
    private ServerProcess _process;

    /// <summary>Starts it.</summary>
    /// <param name="start">Starts one process.</param>
    /// <param name="stopSignal">What ends it in good order.</param>
    public Supervised(Func<ServerProcess> start, int stopSignal)
    {
        (_start, _stopSignal) = (start, stopSignal);
        _process = start();
        _running = WatchAsync();
    }

    /// <summary>Process id of the present one.</summary>
    public int Id => _process.Id;

    /// <summary>True while no process is there.</summary>
    public bool IsDown => _process.HasExited;

    /// <summary>What the last processes wrote, oldest first.</summary>
    public string Log
    {
        get
        {
            lock (_history)
            {
                return string.Join("\n--- ended, started again ---\n", [.. _history, _process.Output]);
            }
        }
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        Ask();
        ServerProcess.Send(Id, ServerProcess.Kill);
    }

    /// <summary>How often it has ended without having been killed or stopped from here.</summary>
    public int UnaskedExits { get; private set; }

    /// <summary>kill -9 of one of its children, the one that <paramref name="pick"/> chooses from so many.</summary>
    public void KillChild(Func<int, int> pick)
    {
        var tree = ProcessTree.Of(Id);
        ServerProcess.Send(tree.Count > 1 ? tree[1 + pick(tree.Count - 1)] : tree[0], ServerProcess.Kill);
    }

    /// <summary>An orderly stop; it is then started again.</summary>
    public void Terminate()
    {
        Ask();
        ServerProcess.Send(Id, _stopSignal);
    }

    /// <summary>SIGSTOP for it and all its children.</summary>
    public void Freeze()
    {
        foreach (var process in ProcessTree.Of(Id))
        {
            ServerProcess.Send(process, ServerProcess.Suspend);
            _frozen.Add(process);
            // A frozen child does not see its parent's end.
            ProcessReaper.Watch(process);
        }
    }

    /// <summary>SIGCONT for all that was frozen.</summary>
    public void Thaw()
    {
        foreach (var process in _frozen)
        {
            ServerProcess.Send(process, ServerProcess.Resume);
            if (process != Id)
            {
                ProcessReaper.Forget(process);
            }
        }

        _frozen.Clear();
    }

    /// <summary>No restart from now on; returns the present process, which is then the caller's.</summary>
    public async Task<ServerProcess> ReleaseAsync()
    {
        await _stop.CancelAsync();
        await _running;
        return _process;
    }

    /// <summary>Stops it in good order.</summary>
    public async ValueTask DisposeAsync()
    {
        Thaw();
        await ReleaseAsync();
        await _process.StopAsync(_stopSignal);
        await _process.DisposeAsync();
        _stop.Dispose();
    }

    private void Ask()
    {
        lock (_history)
        {
            _asked.Add(Id);
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await _process.ExitAsync(_stop.Token);
                await Eventually.LastsAsync(RestartDelay, _stop.Token);
                var ended = _process;
                lock (_history)
                {
                    UnaskedExits += _asked.Remove(ended.Id) ? 0 : 1;
                    _history.Enqueue(ended.Output);
                    if (_history.Count > 3)
                    {
                        _history.Dequeue();
                    }
                }

                _process = _start();
                await ended.DisposeAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Released.
        }
    }
}
