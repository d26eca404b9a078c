using MiyagiSensing.Integration.Fixtures;

namespace MiyagiSensing.Chaos.Servers;

/// <summary>
/// A file system of its own, small enough to be filled: ext4 in a file, or a tmpfs where loop devices can't be had. Needs root; without, it is a plain folder
/// that can't be filled.
/// </summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    /// <summary>Size. Chosen: 500 rounds fit several times; the file is sparse, so it takes what is used.</summary>
    private const long DiskBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>A tmpfs takes memory, so it is smaller.</summary>
    private const long MemoryDiskBytes = 768L * 1024 * 1024;

    private SmallDisk(string folder, string kind)
    {
        Folder = folder;
        Kind = kind;
    }

    /// <summary>Where it is mounted; every user may walk through.</summary>
    public string Folder { get; }

    /// <summary><c>ext4</c>, <c>tmpfs</c> or <c>folder</c>.</summary>
    public string Kind { get; }

    /// <summary>True when it can be filled.</summary>
    public bool CanBeFilled => Kind != "folder";

    private string Filler => Path.Combine(Folder, "filler");

    /// <summary>Makes and mounts it.</summary>
    public static async Task<SmallDisk> CreateAsync(CancellationToken cancellationToken)
    {
        var parent = TemporaryFolder.Create("chaos");
        var folder = Path.Combine(parent, "disk");
        Directory.CreateDirectory(folder);
        var kind = "folder";
        if (Environment.IsPrivilegedProcess)
        {
            var image = Path.Combine(parent, "disk.img");
            if (await TryAsync(["truncate", "-s", $"{DiskBytes}", image], cancellationToken)
                && await TryAsync(["mkfs.ext4", "-q", "-m", "0", "-E", "lazy_itable_init=1,lazy_journal_init=1", image], cancellationToken)
                && await TryAsync(["mount", "-o", "loop", image, folder], cancellationToken))
            {
                kind = "ext4";
            }
            else if (await TryAsync(["mount", "-t", "tmpfs", "-o", $"size={MemoryDiskBytes},mode=0711", "tmpfs", folder], cancellationToken))
            {
                kind = "tmpfs";
            }
        }

        if (kind != "folder")
        {
            ProcessReaper.Mounted(folder);
        }

        File.SetUnixFileMode(
            folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return new SmallDisk(folder, kind);
    }

    /// <summary>Takes all that is free, to the last byte; called again, takes what has become free since.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        var free = FreeBytes();
        if (free > 0)
        {
            var length = File.Exists(Filler) ? new FileInfo(Filler).Length : 0;
            await TryAsync(["fallocate", "-o", $"{length}", "-l", $"{free}", Filler], cancellationToken);
        }

        try
        {
            await using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            var block = new byte[4096];
            while (true)
            {
                await file.WriteAsync(block, cancellationToken);
            }
        }
        catch (IOException)
        {
            // Full, which is what it is for.
        }
    }

    /// <summary>Frees what <see cref="FillAsync"/> took.</summary>
    public void Free() => File.Delete(Filler);

    /// <summary>Bytes that are free now.</summary>
    public long FreeBytes() => new DriveInfo(Folder).AvailableFreeSpace;

    public async ValueTask DisposeAsync()
    {
        Free();
        if (CanBeFilled && await TryAsync(["umount", Folder], CancellationToken.None))
        {
            ProcessReaper.Unmounted(Folder);
        }
    }

    private static async Task<bool> TryAsync(string[] command, CancellationToken cancellationToken)
    {
        await using var program = await ServerProcess.RunAsync(command, "/", null, cancellationToken);
        return program.ExitCode == 0;
    }
}
