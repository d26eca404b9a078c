using System.Text;

namespace MiyagiSensing.Host.Startup;

/// <summary>Files that hold secrets.</summary>
internal static class OwnerOnlyFile
{
    /// <summary>Writes a file that only its owner can read (mode 0600), replacing one that is there.</summary>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        File.Delete(path);
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }
}
