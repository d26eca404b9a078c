using System.Security.Cryptography;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>A file of the archive while it is being written: block behind block, under a name that readers and backups pass over until all of it is on disk.</summary>
internal sealed class ArchiveFile : IAsyncDisposable
{
    /// <summary>End of the name of a file that is not finished.</summary>
    public const string Unfinished = ".partial";

    private readonly string _path;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Begins the file; one that an earlier try left unfinished is overwritten.</summary>
    public ArchiveFile(string path)
    {
        _path = path;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _file = new FileStream(path + Unfinished, options);
    }

    /// <summary>Bytes written so far.</summary>
    public long Length { get; private set; }

    /// <summary>Hash of all that was written. Once, at the end.</summary>
    public byte[] ToHash() => _hash.GetHashAndReset();

    /// <summary>Writes a block of events that are known to come back.</summary>
    public async Task<WrittenBlock> AddAsync(IReadOnlyList<RecordedEvent> events, byte[] bytes, CancellationToken cancellationToken)
    {
        var place = new ArchivedBlock
        {
            Stream = events[0].Stream,
            From = events[0].Position,
            To = events[^1].Position,
            Version = events[^1].Version,
            File = Path.GetFileName(_path),
            Offset = Length,
            Length = bytes.Length,
            Sha256 = SHA256.HashData(bytes),
        };
        await WriteAsync(bytes, cancellationToken);
        return new WrittenBlock(
            place, events[^1].RecordedAt, events.Sum(item => ((ReadingsRecorded)item.Data!).Count), events.Sum(item => ((ReadingsRecorded)item.Data!).SetAside.Count));
    }

    /// <summary>Writes bytes at the end.</summary>
    public async Task WriteAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        await _file.WriteAsync(bytes, cancellationToken);
        _hash.AppendData(bytes);
        Length += bytes.Length;
    }

    /// <summary>Brings all of it to disk, still under the name for unfinished ones.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _file.FlushAsync(cancellationToken);
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Gives it its own name, for good.</summary>
    public async Task FinishAsync()
    {
        await _file.DisposeAsync();
        File.Move(_path + Unfinished, _path, overwrite: true);
        FolderSync.Run(Path.GetDirectoryName(_path)!);
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        _hash.Dispose();
    }
}
