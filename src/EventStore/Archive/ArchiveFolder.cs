using System.Security.Cryptography;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>The folder of the archive files, and the way from a block's place to its events. Safe for many readers at once.</summary>
/// <param name="path">Need not exist until something is archived.</param>
public sealed class ArchiveFolder(string path)
{
    /// <summary>The folder.</summary>
    public string FullPath { get; } = Path.GetFullPath(path);

    /// <summary>The full name of a file in it.</summary>
    internal string PathOf(string file) => Path.Combine(FullPath, file);

    /// <summary>False when a file is missing, as all of them are while the folder's disk is not mounted.</summary>
    /// <param name="file">A name within the folder.</param>
    public bool Has(string file) => File.Exists(PathOf(file));

    /// <summary>Reads a block's events.</summary>
    /// <exception cref="ArchiveException">The file is missing, too short or altered.</exception>
    internal async Task<RecordedEvent[]> ReadAsync(ArchivedBlock block, CancellationToken cancellationToken)
    {
        var bytes = await ReadBytesAsync(block, cancellationToken);
        if (!SHA256.HashData(bytes).AsSpan().SequenceEqual(block.Sha256))
        {
            throw new ArchiveException(
                $"The archive file {PathOf(block.File)} of {block.Stream} was altered between byte {block.Offset} and {block.Offset + block.Length} (events {block.From} to {block.To}). Bring it back from a backup.");
        }

        try
        {
            var events = ArchiveBlock.Decode(bytes, block.Stream, block.From, block.Version - block.Events + 1);
            return events.Length == block.Events ? events : throw new InvalidDataException($"it holds {events.Length} events, not {block.Events}");
        }
        catch (InvalidDataException exception)
        {
            throw new ArchiveException(
                $"The archive file {PathOf(block.File)} of {block.Stream} can't be understood at byte {block.Offset} (events {block.From} to {block.To}): {exception.Message}", exception);
        }
    }

    private async Task<byte[]> ReadBytesAsync(ArchivedBlock block, CancellationToken cancellationToken)
    {
        var bytes = new byte[block.Length];
        try
        {
            if (RegularFile.LengthOf(PathOf(block.File)) < block.Offset + block.Length)
            {
                throw new EndOfStreamException("It is too short.");
            }

            using var file = File.OpenHandle(PathOf(block.File), options: FileOptions.Asynchronous);
            var read = 0;
            while (read < bytes.Length)
            {
                var count = await RandomAccess.ReadAsync(file, bytes.AsMemory(read), block.Offset + read, cancellationToken);
                read += count > 0 ? count : throw new EndOfStreamException("It is too short.");
            }

            return bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArchiveException(
                $"The archive file {PathOf(block.File)} of {block.Stream} (events {block.From} to {block.To}) can't be read: {exception.Message} Bring it back from a backup.", exception);
        }
    }
}
