using System.Text;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Import;

/// <summary>A CSV file as rows, by a mapping. May be read several times.</summary>
internal sealed class ImportFile
{
    private readonly string _path;
    private readonly ImportDefinition _definition;
    private readonly Encoding _encoding;

    /// <exception cref="SettingsException">It has no line, or lacks a column that the mapping names.</exception>
    public ImportFile(string path, ImportDefinition definition, IReadOnlyList<MetricDefinition> metrics)
    {
        (_path, _definition) = (path, definition);
        // A byte that the encoding does not know is a reason to refuse the line, not to store a question mark.
        _encoding = definition.Encoding == "shift_jis"
            ? CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!
            : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        Mapper = new ImportMapper(definition, metrics, ReadHeading());
    }

    /// <summary>How fields become values.</summary>
    public ImportMapper Mapper { get; }

    /// <summary>The lines, in order, each with its row or the reason why there is none.</summary>
    /// <param name="after">Lines up to this one are passed over without a look.</param>
    public IEnumerable<(CsvRecord Record, ImportRow? Row, string Fault)> Rows(int after = 0)
    {
        using var stream = File.OpenRead(_path);
        var reader = new CsvRecordReader(stream);
        List<string> fields = [];
        var heading = _definition.SkipLines + (_definition.HasHeading ? 1 : 0);
        for (var number = 0; reader.TryRead(out var record); number++)
        {
            if (number >= heading && record.Line > after)
            {
                var row = Read(record, fields, out var fault);
                yield return (record, row, fault);
            }
        }
    }

    private ImportRow? Read(CsvRecord record, List<string> fields, out string fault)
    {
        if (!TrySplit(record, fields, out fault))
        {
            return null;
        }

        var row = Mapper.Map(fields, out fault);
        if (row is null && !record.HasEnd)
        {
            fault += "; no line end follows, so the file may have been cut here";
        }

        return row;
    }

    private bool TrySplit(CsvRecord record, List<string> fields, out string fault)
    {
        if (record.IsTooLong)
        {
            fault = $"is longer than {CsvRecordReader.MaxRecordBytes} bytes";
            return false;
        }

        try
        {
            return CsvFields.TrySplit(_encoding.GetString(record.Bytes.Span), _definition.Delimiter, fields, out fault);
        }
        catch (DecoderFallbackException)
        {
            fault = $"has bytes that are not {_definition.Encoding}";
            return false;
        }
    }

    private List<string> ReadHeading()
    {
        using var stream = File.OpenRead(_path);
        var reader = new CsvRecordReader(stream);
        List<string> fields = [];
        for (var number = 0; reader.TryRead(out var record); number++)
        {
            if (number == _definition.SkipLines)
            {
                return TrySplit(record, fields, out var fault) ? fields : throw new SettingsException($"Line {record.Line} should be the heading, but {fault}.");
            }
        }

        throw new SettingsException($"{_path} has no line of readings.");
    }
}
