using System.Globalization;

namespace MiyagiSensing.Host.Bridges;

/// <summary>One line of a <see cref="Sheet"/>; gathers what is wrong with it.</summary>
internal sealed class SheetRow(int line, IReadOnlyDictionary<string, string> fields)
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy/M/d"];

    private readonly List<string> _faults = [];

    /// <summary>A line that could not be cut into fields.</summary>
    public SheetRow(int line, string fault)
        : this(line, new Dictionary<string, string>()) => _faults.Add(fault);

    /// <summary>Its number in the file, from 1.</summary>
    public int Line => line;

    /// <summary>What is wrong with it, for people.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Notes what is wrong.</summary>
    public void Refuse(string fault) => _faults.Add(fault);

    /// <summary>True when the table has a column, be the field empty or not.</summary>
    public bool Has(string column) => fields.ContainsKey(column);

    /// <summary>A text; null when the field is empty or its column is not there.</summary>
    public string? Optional(string column) => fields.GetValueOrDefault(column)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A text that must be there; empty when it is not.</summary>
    public string Text(string column)
    {
        if (Optional(column) is { } text)
        {
            return text;
        }

        Refuse($"{column} is missing");
        return "";
    }

    /// <summary>One of some words; others are accepted by their Japanese names.</summary>
    public string Word(string column, IReadOnlyList<string> words, IReadOnlyDictionary<string, string> japanese)
    {
        var text = Text(column);
        var word = japanese.GetValueOrDefault(text, text);
        if (text.Length > 0 && !words.Contains(word))
        {
            Refuse($"{column} '{text}' is none of {string.Join(", ", words)} ({string.Join("、", japanese.Keys)})");
        }

        return word;
    }

    /// <summary>A number within bounds, inclusive; the least when it is wrong.</summary>
    public double Number(string column, double least, double greatest)
    {
        var text = Text(column);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= greatest)
        {
            return number;
        }

        if (text.Length > 0)
        {
            Refuse(string.Create(CultureInfo.InvariantCulture, $"{column} '{text}' is no number from {least} to {greatest}"));
        }

        return least;
    }

    /// <summary>A whole number within bounds, inclusive; the least when it is wrong.</summary>
    public int Whole(string column, int least, int greatest)
    {
        var number = Number(column, least, greatest);
        if (number != Math.Floor(number))
        {
            Refuse(string.Create(CultureInfo.InvariantCulture, $"{column} '{number}' is no whole number"));
        }

        return (int)number;
    }

    /// <summary>A day, 2026-11-21 or 2026/11/21; the first of all when it is wrong.</summary>
    public DateOnly Day(string column)
    {
        var text = Text(column);
        if (!DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && text.Length > 0)
        {
            Refuse($"{column} '{text}' is no day; days are written like 2026-11-21");
        }

        return day;
    }
}
