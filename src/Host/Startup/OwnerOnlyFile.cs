using System.Text;

namespace MiyagiSensing.Host.Startup;

/// <summary>Files that hold secrets.</summary>
internal static class OwnerOnlyFile
{
    /// <summary>Writes a file that only its owner can read (mode 0600), replacing one that is there.</summary>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        await using var file = Create(path);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    /// <summary>The same, for a caller that can't wait.</summary>
    public static void Write(string path, string text)
    {
        using var file = Create(path);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    private static FileStream Create(string path)
    {
        File.Delete(path);
        return new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }
}
