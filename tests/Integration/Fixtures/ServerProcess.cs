using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MiyagiSensing.Integration.Fixtures;

/// <summary>A child process that runs until it is told to stop, with the end of what it wrote. Ended by its id, never by its name.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>Number of SIGINT (POSIX): PostgreSQL's "fast shutdown".</summary>
    public const int Interrupt = 2;

    /// <summary>Number of SIGKILL (POSIX).</summary>
    public const int Kill = 9;

    /// <summary>Number of SIGTERM (POSIX).</summary>
    public const int Terminate = 15;

    /// <summary>Number of SIGSTOP (Linux): the process hangs, its sockets stay open.</summary>
    public const int Suspend = 19;

    /// <summary>Number of SIGCONT (Linux).</summary>
    public const int Resume = 18;

    private const int KeptLines = 2_000;
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Queue<string> _lines = new();
    private readonly Lock _gate = new();
    private readonly Action<string>? _onLine;

    private ServerProcess(Process process, Action<string>? onLine)
    {
        _process = process;
        _onLine = onLine;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>True from the moment it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Its exit code; 128 + signal when it was killed. Only after it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>The last 2,000 lines of standard output and standard error, as they came.</summary>
    public string Output
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Its standard input; the program sees the end of it when this is closed.</summary>
    public StreamWriter Input => _process.StandardInput;

    /// <summary>Starts a program.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="environment">Added to this process's environment; null values remove.</param>
    /// <param name="onLine">Told each line of output, on a pool thread, in order per stream.</param>
    public static ServerProcess Start(
        IReadOnlyList<string> command,
        string folder,
        IReadOnlyDictionary<string, string?>? environment = null,
        Action<string>? onLine = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var server = new ServerProcess(new Process { StartInfo = start }, onLine);
        server._process.Start();
        ProcessReaper.Watch(server.Id);
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Runs a program to its end; its output and exit code can then be read.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the program has been killed.</exception>
    public static async Task<ServerProcess> RunAsync(
        IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string?>? environment, CancellationToken cancellationToken)
    {
        var program = Start(command, folder, environment);
        try
        {
            await program._process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            await program.KillAsync();
        }

        return program;
    }

    /// <summary>Waits until it has ended by itself and all its output has been read.</summary>
    public Task ExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Sends a signal, such as <see cref="Suspend"/>.</summary>
    public void Send(int signal) => _ = Signal(Id, signal);

    /// <summary>kill -9, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        ProcessReaper.Forget(Id);
    }

    /// <summary>Sends a signal and waits for the end; after a minute without it, kill -9.</summary>
    /// <returns>True when it ended by itself.</returns>
    public async Task<bool> StopAsync(int signal)
    {
        if (!_process.HasExited)
        {
            _ = Signal(Id, signal);
        }

        using var deadline = new CancellationTokenSource(StopDeadline, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            await KillAsync();
        }
    }

    /// <summary>kill -9 if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    /// <summary>Sends a signal; nothing happens when the process has gone.</summary>
    public static void Send(int process, int signal) => _ = Signal(process, signal);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _onLine?.Invoke(line);
        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > KeptLines)
            {
                _lines.Dequeue();
            }
        }
    }
}
