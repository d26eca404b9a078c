namespace MiyagiSensing.Host.Catalog;

/// <summary>A catalog file is wrong; the start stops. Its message is <c>file:line: reason</c>, for the person who mends the file.</summary>
/// <param name="file">Name of the file within the catalog folder.</param>
/// <param name="line">Line in it, from 1; 0 when the whole file or folder is meant.</param>
/// <param name="reason">What is wrong and what to do.</param>
public sealed class CatalogException(string file, int line, string reason)
    : Exception(line > 0 ? $"{file}:{line}: {reason}" : $"{file}: {reason}")
{
    /// <summary>Name of the file within the catalog folder.</summary>
    public string File { get; } = file;

    /// <summary>Line in the file, from 1; 0 when the whole file or folder is meant.</summary>
    public int Line { get; } = line;

    /// <summary>What is wrong and what to do.</summary>
    public string Reason { get; } = reason;
}
