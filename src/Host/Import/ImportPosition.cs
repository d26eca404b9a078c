using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MiyagiSensing.Host.Import;

/// <summary>
/// How far an interrupted import of a file has come: a small file in the data folder, named by the hash of the content and of the mapping. It spares the time of sending again what is committed; right it would be without it,
/// since readings are recognised. Gone when the import is finished.
/// </summary>
internal sealed class ImportPosition
{
    /// <summary>Least time between two writings. Chosen: what an interrupted import sends again is a second's work.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly string _file;
    private readonly TimeProvider _clock;
    private long _writtenAt;

    private ImportPosition(string file, TimeProvider clock) => (_file, _clock) = (file, clock);

    /// <summary>Lines up to this one are committed; 0 at the beginning.</summary>
    public int Line { get; private set; }

    /// <summary>Rows up to there.</summary>
    public long Rows { get; private set; }

    /// <summary>What became of them.</summary>
    public ImportResult Result { get; private set; } = new();

    /// <summary>Looks whether an import of this content, by this mapping, was interrupted.</summary>
    public static async Task<ImportPosition> FindAsync(string dataFolder, string path, object mapping, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        var content = await SHA256.HashDataAsync(stream, cancellationToken);
        var how = SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(mapping)));
        var name = Convert.ToHexStringLower(SHA256.HashData([.. content, .. how]));
        var position = new ImportPosition(Path.Combine(dataFolder, "imports", name + ".json"), clock);
        if (File.Exists(position._file) && JsonSerializer.Deserialize<Stored>(await File.ReadAllTextAsync(position._file, cancellationToken)) is { } stored)
        {
            (position.Line, position.Rows, position.Result) = (stored.Line, stored.Rows, stored.Result);
        }

        return position;
    }

    /// <summary>Lines up to this one are committed now; written down now and then.</summary>
    public void MoveTo(int line, int rows, ImportResult result)
    {
        (Line, Rows, Result) = (line, Rows + rows, Result + result);
        if (_clock.GetElapsedTime(_writtenAt) > Pace)
        {
            Write();
        }
    }

    /// <summary>Writes it down; a file that is cut by a crash is never seen.</summary>
    public void Write()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        File.WriteAllText(_file + ".partial", JsonSerializer.Serialize(new Stored(Line, Rows, Result)));
        File.Move(_file + ".partial", _file, overwrite: true);
        _writtenAt = _clock.GetTimestamp();
    }

    /// <summary>The import is finished.</summary>
    public void Forget() => File.Delete(_file);

    private sealed record Stored(int Line, long Rows, ImportResult Result);
}
