using System.Diagnostics;
using System.Globalization;

namespace MiyagiSensing.Integration.Fixtures;

/// <summary>
/// A shell that outlives this process by a moment: when its input ends, be it because the tests are done or because they were killed,
/// it kills the processes and removes the folders that it was told of and not told to forget.
/// </summary>
internal static class ProcessReaper
{
    private const string Script = """
        declare -A processes=() mounts=() folders=()
        while IFS=' ' read -r verb what; do
          case $verb in
            process) processes[$what]=1 ;;
            gone) unset "processes[$what]" ;;
            mount) mounts[$what]=1 ;;
            unmounted) unset "mounts[$what]" ;;
            folder) folders[$what]=1 ;;
          esac
        done
        for process in "${!processes[@]}"; do kill -KILL "$process"; done
        for mount in "${!mounts[@]}"; do
          for ((tenth = 0; tenth < 50; tenth++)); do umount "$mount" && break; sleep 0.1; done
          ! mountpoint --quiet "$mount" || umount --lazy "$mount"
        done
        for folder in "${!folders[@]}"; do rm -rf "$folder"; done
        """;

    private static readonly Lock Gate = new();
    private static readonly Lazy<StreamWriter> Input = new(Start);

    /// <summary>The process is to end with the tests.</summary>
    public static void Watch(int process) => Tell("process", process.ToString(CultureInfo.InvariantCulture));

    /// <summary>The process has ended; its id may belong to a stranger from now on.</summary>
    public static void Forget(int process) => Tell("gone", process.ToString(CultureInfo.InvariantCulture));

    /// <summary>A file system is mounted on the folder and is to be unmounted with the tests' end, after the processes.</summary>
    public static void Mounted(string folder) => Tell("mount", folder);

    /// <summary>The file system has been unmounted.</summary>
    public static void Unmounted(string folder) => Tell("unmounted", folder);

    /// <summary>The folder is to be removed when the tests have ended.</summary>
    public static void Remove(string folder) => Tell("folder", folder);

    private static void Tell(string verb, string what)
    {
        lock (Gate)
        {
            Input.Value.WriteLine($"{verb} {what}");
            Input.Value.Flush();
        }
    }

    private static StreamWriter Start()
    {
        // A session of its own, so that Ctrl-C in the terminal does not end it before its work.
        var start = new ProcessStartInfo("setsid", ["bash", "-c", Script]) { RedirectStandardInput = true, RedirectStandardError = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("bash could not be started.");
        return process.StandardInput;
    }
}
