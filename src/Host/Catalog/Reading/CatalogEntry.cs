using System.Globalization;
using System.Xml;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MiyagiSensing.Host.Catalog.Reading;

/// <summary>One mapping of a catalog file, read key by key; every refusal names file, line and key.</summary>
internal sealed class CatalogEntry
{
    private readonly string _file;
    private readonly YamlMappingNode _node;

    private CatalogEntry(string file, YamlMappingNode node)
    {
        _file = file;
        _node = node;
    }

    /// <summary>The keys, in order of the file.</summary>
    public IEnumerable<string> Keys => _node.Children.Keys.Select(KeyText);

    /// <summary>Takes a node as an entry.</summary>
    /// <exception cref="CatalogException">The node is not a mapping.</exception>
    public static CatalogEntry Of(string file, YamlNode node) =>
        node is YamlMappingNode mapping
            ? new CatalogEntry(file, mapping)
            : throw new CatalogException(file, (int)node.Start.Line, "must be an entry of the form 'key: value'");

    /// <summary>A refusal of the whole entry, at its first line.</summary>
    public CatalogException Error(string reason) => new(_file, (int)_node.Start.Line, reason);

    /// <summary>A refusal of one key, at its line; at the entry's first line when the key is absent.</summary>
    public CatalogException Error(string key, string reason) =>
        new(_file, (int)(Find(key)?.Key ?? _node).Start.Line, $"{key}: {reason}");

    /// <summary>Refuses every key that is not named.</summary>
    public void AllowOnly(params ReadOnlySpan<string> keys)
    {
        foreach (var key in Keys)
        {
            if (!keys.Contains(key))
            {
                throw Error(key, $"is not known here; known are {string.Join(", ", keys!)}");
            }
        }
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>A text of at least one character.</summary>
    public string Text(string key)
    {
        var text = Scalar(key);
        return text.Length > 0 ? text : throw Error(key, "has no value; give one, or leave the key out if it is optional");
    }

    /// <summary>A text that may be empty on purpose (<c>''</c>).</summary>
    public string TextOrEmpty(string key) => Scalar(key);

    public string? OptionalText(string key) => Has(key) ? Text(key) : null;

    /// <summary>A text of the form that every id has, see <see cref="Identifier"/>.</summary>
    public string Id(string key) => ValidId(key, Text(key));

    public string? OptionalId(string key) => Has(key) ? Id(key) : null;

    /// <summary>One of a few words.</summary>
    public string Word(string key, params ReadOnlySpan<string> words)
    {
        var text = Text(key);
        return words.Contains(text) ? text : throw Error(key, $"'{text}' is not one of {string.Join(", ", words!)}");
    }

    /// <summary>A finite number, both bounds inclusive.</summary>
    public double Number(string key, double least = double.MinValue, double greatest = double.MaxValue) =>
        InRange(key, ParseNumber(key, Text(key)), least, greatest);

    public double? OptionalNumber(string key, double least = double.MinValue, double greatest = double.MaxValue) =>
        Has(key) ? Number(key, least, greatest) : null;

    /// <summary>A whole number, both bounds inclusive.</summary>
    public int Whole(string key, int least, int greatest)
    {
        var number = Number(key, least, greatest);
        return number == Math.Truncate(number) ? (int)number : throw Error(key, $"must be a whole number, not {Show(number)}");
    }

    /// <summary>An ISO 8601 duration without years and months, both bounds inclusive, for example <c>PT10M</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan least, TimeSpan greatest)
    {
        TimeSpan duration;
        try
        {
            duration = XmlConvert.ToTimeSpan(Text(key));
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw Error(key, $"'{Text(key)}' is not a duration; write, for example, PT10M or PT1H");
        }

        return duration >= least && duration <= greatest
            ? duration
            : throw Error(key, $"{Text(key)} is out of range; it must be from {XmlConvert.ToString(least)} to {XmlConvert.ToString(greatest)}");
    }

    /// <summary>An instant with its offset from UTC, in UTC, for example <c>2025-11-07T13:00:00+09:00</c>.</summary>
    public DateTimeOffset Instant(string key) =>
        DateTimeOffset.TryParseExact(Text(key), "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : throw Error(key, $"'{Text(key)}' is not an instant; write, for example, 2025-11-07T13:00:00+09:00");

    /// <summary>True or false; false when absent.</summary>
    public bool Flag(string key) => Has(key) && Word(key, "true", "false") == "true";

    public LocalText LocalText(string key)
    {
        var text = Entry(key);
        text.AllowOnly("ja", "en");
        return new LocalText(text.Text("ja"), text.Text("en"));
    }

    public LocalText? OptionalLocalText(string key) => Has(key) ? LocalText(key) : null;

    /// <summary>A mapping below this one.</summary>
    public CatalogEntry Entry(string key) => Of(_file, Value(key));

    /// <summary>A list of mappings, at least one.</summary>
    public List<CatalogEntry> Entries(string key)
    {
        var list = Items(key);
        return list.Count > 0 ? [.. list.Select(node => Of(_file, node))] : throw Error(key, "must have at least one entry");
    }

    /// <summary>A list of ids; empty when absent.</summary>
    public List<string> Ids(string key) => [.. OptionalItems(key).Select(node => ValidId(key, ScalarText(key, node)))];

    /// <summary>A list of finite numbers; empty when absent.</summary>
    public List<double> Numbers(string key) => [.. OptionalItems(key).Select(node => ParseNumber(key, ScalarText(key, node)))];

    /// <summary>A list of texts, each of which may be empty on purpose; empty when absent.</summary>
    public List<string> Texts(string key) => [.. OptionalItems(key).Select(node => ScalarText(key, node))];

    /// <summary>A number as the files write it.</summary>
    public static string Show(double number) => number.ToString(CultureInfo.InvariantCulture);

    private string ValidId(string key, string id) =>
        Identifier.IsValid(id)
            ? id
            : throw Error(key, $"'{id}' is not an id; use a-z, 0-9, - and _, beginning with a letter or digit, at most {Identifier.MaxLength} characters");

    private double ParseNumber(string key, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Error(key, $"'{text}' is not a number");

    private double InRange(string key, double number, double least, double greatest) =>
        number >= least && number <= greatest
            ? number
            : throw Error(key, $"{Show(number)} is out of range; it must be {Range(least, greatest)}");

    private static string Range(double least, double greatest) => greatest switch
    {
        double.MaxValue => $"{Show(least)} or more",
        _ => $"from {Show(least)} to {Show(greatest)}",
    };

    private string Scalar(string key) => ScalarText(key, Value(key));

    private string ScalarText(string key, YamlNode node) =>
        node switch
        {
            YamlScalarNode { Style: ScalarStyle.Plain, Value: "null" or "~" } => "",
            YamlScalarNode scalar => scalar.Value ?? "",
            _ => throw Error(key, "must be one value, not a list or a mapping"),
        };

    private IList<YamlNode> OptionalItems(string key) => Has(key) ? Items(key) : [];

    private IList<YamlNode> Items(string key) =>
        Value(key) is YamlSequenceNode list ? list.Children : throw Error(key, "must be a list");

    private YamlNode Value(string key) => Find(key)?.Value ?? throw Error(key, "is missing; every entry of this kind has it");

    private KeyValuePair<YamlNode, YamlNode>? Find(string key)
    {
        foreach (var pair in _node.Children)
        {
            if (pair.Key is YamlScalarNode scalar && scalar.Value == key)
            {
                return pair;
            }
        }

        return null;
    }

    private string KeyText(YamlNode key) =>
        (key as YamlScalarNode)?.Value ?? throw new CatalogException(_file, (int)key.Start.Line, "a key must be a plain word");
}
