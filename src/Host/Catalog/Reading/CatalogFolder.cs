using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MiyagiSensing.Host.Catalog.Reading;

/// <summary>The files of a catalog folder by kind. A file that belongs to no kind is refused: a misspelt name must not hide stations.</summary>
internal sealed class CatalogFolder
{
    private static readonly string[] Kinds =
        ["bridges", "districts", "domains", "imports", "kpis", "metrics", "municipalities", "quality", "rules", "species", "stations"];

    private readonly string _directory;
    private readonly ILookup<string, string> _filesByKind;

    private CatalogFolder(string directory, ILookup<string, string> filesByKind)
    {
        _directory = directory;
        _filesByKind = filesByKind;
    }

    /// <summary>Lists the folder; reads no file yet.</summary>
    /// <exception cref="CatalogException">No such folder, or a YAML file of no kind in it.</exception>
    public static CatalogFolder Open(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new CatalogException(directory, 0, "there is no such folder; name the folder that holds domains.yaml");
        }

        var files = Directory.EnumerateFiles(directory, "*.y*ml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
        return new CatalogFolder(directory, files.ToLookup(KindOf));
    }

    /// <summary>Reads all entries of one kind.</summary>
    /// <exception cref="CatalogException">No file of the kind, not YAML, not a list, or an entry that <paramref name="read"/> refuses.</exception>
    public List<Located<T>> Read<T>(string kind, Func<CatalogEntry, T> read)
        where T : class
    {
        if (!_filesByKind.Contains(kind))
        {
            throw new CatalogException($"{kind}.yaml", 0, "is missing; every catalog has at least one file of this kind");
        }

        return ReadOptional(kind, read);
    }

    /// <summary>Reads all entries of a kind that a catalog may do without.</summary>
    /// <exception cref="CatalogException">Not YAML, not a list, or an entry that <paramref name="read"/> refuses.</exception>
    public List<Located<T>> ReadOptional<T>(string kind, Func<CatalogEntry, T> read)
        where T : class => [.. _filesByKind[kind].SelectMany(Entries).Select(entry => new Located<T>(read(entry), entry))];

    private static string KindOf(string file) =>
        Array.Find(Kinds, kind => file == $"{kind}.yaml"
            || (file.StartsWith($"{kind}-", StringComparison.Ordinal) && file.EndsWith(".yaml", StringComparison.Ordinal)))
        ?? throw new CatalogException(file, 0, $"belongs to no kind; name it {{kind}}.yaml or {{kind}}-more.yaml, kind being {string.Join(", ", Kinds)}");

    private List<CatalogEntry> Entries(string file)
    {
        using var text = File.OpenText(Path.Combine(_directory, file));
        var parser = new Parser(text);
        var stream = new YamlStream();
        try
        {
            stream.Load(parser);
        }
        catch (YamlException error)
        {
            throw new CatalogException(file, (int)error.Start.Line, $"is not valid YAML: {error.Message}");
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's scanner throws this, without a place, for a flow list or mapping that is cut off.
            throw new CatalogException(file, (int)(parser.Current?.End.Line ?? 1), "is not valid YAML after this line: a [list] or {mapping} is not closed");
        }

        if (stream.Documents is not [{ RootNode: YamlSequenceNode list }])
        {
            throw new CatalogException(file, 1, "must be one list; begin each entry with '- '");
        }

        return [.. list.Children.Select(node => CatalogEntry.Of(file, node))];
    }
}
