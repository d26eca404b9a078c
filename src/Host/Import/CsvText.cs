using System.Text;

namespace MiyagiSensing.Host.Import;

/// <summary>Text of a CSV file that a person keeps: UTF-8 or, as spreadsheets in Japan save it, Shift_JIS (code page 932), whichever its bytes are.</summary>
internal sealed class CsvText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Encoding _encoding;

    private CsvText(string name, Encoding encoding) => (Name, _encoding) = (name, encoding);

    /// <summary><c>UTF-8</c> or <c>Shift_JIS</c>.</summary>
    public string Name { get; }

    /// <summary>What a file is written in: UTF-8 when all of its bytes are that, else Shift_JIS.</summary>
    public static CsvText Of(ReadOnlySpan<byte> file)
    {
        try
        {
            Utf8.GetCharCount(file);
            return new CsvText("UTF-8", Utf8);
        }
        catch (DecoderFallbackException)
        {
            return new CsvText("Shift_JIS", CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!);
        }
    }

    /// <summary>Splits a record into its fields; false with what is wrong.</summary>
    public bool TrySplit(CsvRecord record, List<string> fields, out string fault)
    {
        try
        {
            fault = $"is longer than {CsvRecordReader.MaxRecordBytes} bytes";
            return !record.IsTooLong && CsvFields.TrySplit(_encoding.GetString(record.Bytes.Span), ',', fields, out fault);
        }
        catch (DecoderFallbackException)
        {
            fault = "has bytes that are neither UTF-8 nor Shift_JIS; save the table as CSV in UTF-8";
            return false;
        }
    }
}
