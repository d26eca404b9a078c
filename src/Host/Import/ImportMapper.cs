using System.Globalization;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Host.Catalog.Reading;
using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Import;

/// <summary>Fields to values, by a mapping of the catalog. Pure; a line that can't be understood comes back with the reason.</summary>
internal sealed class ImportMapper
{
    private readonly ImportDefinition _definition;
    private readonly int _columns;
    private readonly int _time;
    private readonly ImportClock _clock;
    private readonly (int Index, double Factor, IReadOnlyList<double> Sentinels)[][] _values;
    private readonly Dictionary<string, int> _placeholders;
    private readonly HashSet<string> _missing;
    private readonly Dictionary<string, string> _ids = [];

    /// <param name="definition">The mapping.</param>
    /// <param name="metrics">The catalog's metrics, for their sentinels.</param>
    /// <param name="heading">The column names; without a heading, as many entries as the first line has fields.</param>
    /// <exception cref="SettingsException">The file lacks a column that the mapping names.</exception>
    public ImportMapper(ImportDefinition definition, IReadOnlyList<MetricDefinition> metrics, IReadOnlyList<string> heading)
    {
        (_definition, _columns) = (definition, heading.Count);
        _clock = new ImportClock(definition.Time);
        _time = IndexOf([definition.Time.Column]);
        _placeholders = ImportReader.Placeholders(definition.Device).Concat(ImportReader.Placeholders(definition.Station)).Distinct()
            .ToDictionary(name => name, name => IndexOf([name]));
        var shapes = definition.Values.GroupBy(value => value.Sensor).ToList();
        Shapes = [.. shapes.Select(shape => new ImportShape(shape.Key, new MetricSet([.. shape.Select(value => value.Metric)])))];
        _values =
        [
            .. shapes.Select(shape => shape.Select(value => (
                IndexOf(value.Columns), value.Factor, metrics.FirstOrDefault(metric => metric.Domain == definition.Domain && metric.Name == value.Metric)?.Sentinels ?? [])).ToArray()),
        ];
        _missing = [.. definition.Missing, ""];

        int IndexOf(IReadOnlyList<string> names)
        {
            foreach (var name in names)
            {
                var index = name.StartsWith('#') && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number - 1
                    : heading.ToList().IndexOf(name);
                if (index >= 0 && index < heading.Count)
                {
                    return index;
                }
            }

            throw new SettingsException(
                $"The file has no column {string.Join(" or ", names.Select(name => $"'{name}'"))}, which the mapping {definition.Name} names; it has {string.Join(", ", heading)}. Choose another --map, or mend catalog/imports.yaml.");
        }
    }

    /// <summary>What a line yields: one reading for each.</summary>
    public IReadOnlyList<ImportShape> Shapes { get; }

    /// <summary>Maps one line's fields.</summary>
    /// <returns>Null with the reason when the line is refused.</returns>
    public ImportRow? Map(List<string> fields, out string fault)
    {
        if (fields.Count != _columns)
        {
            fault = $"has {fields.Count} fields, but the file has {_columns} columns";
            return null;
        }

        if (!_clock.TryRead(fields[_time], out var measuredAt, out fault))
        {
            return null;
        }

        var (device, station) = (Fill(_definition.Device, fields), Fill(_definition.Station, fields));
        if (device is null || station is null)
        {
            fault = device is null ? "makes no valid device id of its columns; ids are lower-case letters, digits, - and _" : "makes no valid station id of its columns";
            return null;
        }

        var values = new double[_values.Length][];
        for (var s = 0; s < values.Length; s++)
        {
            values[s] = new double[_values[s].Length];
            for (var k = 0; k < values[s].Length; k++)
            {
                var (index, factor, sentinels) = _values[s][k];
                if (!TryReadValue(fields[index], factor, sentinels, out values[s][k]))
                {
                    fault = $"'{fields[index]}' is not a number ({Shapes[s].Metrics[k]})";
                    return null;
                }
            }
        }

        return new ImportRow(device, station, measuredAt, values);
    }

    private bool TryReadValue(string text, double factor, IReadOnlyList<double> sentinels, out double value)
    {
        value = double.NaN;
        if (_missing.Contains(text))
        {
            return true;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        number = sentinels.Contains(number) ? double.NaN : number * factor;
        value = double.IsFinite(number) ? number : double.NaN;
        return true;
    }

    /// <summary>The template with its columns; null when that makes no id. One string for each id, however many lines there are.</summary>
    private string? Fill(string template, List<string> fields)
    {
        var filled = template;
        foreach (var (name, index) in _placeholders)
        {
            filled = filled.Replace($"{{{name}}}", fields[index], StringComparison.Ordinal);
        }

        if (_ids.TryGetValue(filled, out var known))
        {
            return known;
        }

        if (!Identifier.IsValid(filled))
        {
            return null;
        }

        _ids.Add(filled, filled);
        return filled;
    }
}
