namespace MiyagiSensing.EventStore.Archive;

/// <summary>Looks at a file before it is opened: opening a pipe that somebody put in a file's place would wait for ever.</summary>
internal static class RegularFile
{
    /// <summary>Bytes in the file that a name leads to, at least 1. Whatever is not a regular file has a length of 0.</summary>
    /// <exception cref="IOException">It is missing, empty or not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be looked at.</exception>
    public static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        var length = file.LinkTarget is null ? file.Length : ((FileInfo)file.ResolveLinkTarget(returnFinalTarget: true)!).Length;
        return length > 0 ? length : throw new IOException("It is empty or not a regular file.");
    }
}
