using System.Globalization;
using MiyagiSensing.Integration.Fixtures;

namespace MiyagiSensing.Integration.Backup;

/// <summary>A <c>./miyagi up</c> that is ready. Its servers end with it, and with the tests when those are killed.</summary>
internal sealed class RunningPlatform : IAsyncDisposable
{
    private readonly ServerProcess _up;
    private readonly List<int> _servers;

    /// <param name="up">The command.</param>
    /// <param name="data">Its data folder, in which it has noted the servers' process ids.</param>
    public RunningPlatform(ServerProcess up, string data)
    {
        _up = up;
        _servers =
        [
            .. Directory.GetFiles(Path.Combine(data, "run"), "*.pid").Select(file => int.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture)).Where(id => id != up.Id),
        ];
        _servers.ForEach(ProcessReaper.Watch);
    }

    /// <summary>An orderly stop of all of it.</summary>
    /// <returns>True when it ended by itself within a minute.</returns>
    public async Task<bool> StopAsync()
    {
        var ended = await _up.StopAsync(ServerProcess.Terminate);
        if (ended)
        {
            _servers.ForEach(ProcessReaper.Forget);
        }

        return ended;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _up.DisposeAsync();
    }
}
