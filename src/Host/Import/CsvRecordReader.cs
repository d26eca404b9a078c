namespace MiyagiSensing.Host.Import;

/// <summary>
/// Cuts a file into records by RFC 4180: a line end within quotes belongs to the field. Works on bytes, since neither UTF-8 nor Shift_JIS uses those of quote, CR and LF within another character. Blank lines and a byte order
/// mark are passed over. A quote that is never closed costs its own line only.
/// </summary>
internal sealed class CsvRecordReader(Stream stream)
{
    /// <summary>Longest record, bytes. Chosen: hundreds of columns; a quote that is not closed is found after so much.</summary>
    public const int MaxRecordBytes = 64 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly byte[] _buffer = new byte[16 * MaxRecordBytes];
    private int _start;
    private int _end;
    private int _line = 1;
    private bool _isEnded;
    private bool _isBegun;

    /// <summary>Reads the next record; false at the end of the file.</summary>
    public bool TryRead(out CsvRecord record)
    {
        do
        {
            if (!TryReadAny(out record))
            {
                return false;
            }
        }
        while (record.Bytes.IsEmpty);

        return true;
    }

    private bool TryReadAny(out CsvRecord record)
    {
        Fill();
        if (!_isBegun)
        {
            _isBegun = true;
            _start += _buffer.AsSpan(_start, _end - _start).StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        }

        var rest = _buffer.AsSpan(_start, _end - _start);
        if (rest.IsEmpty)
        {
            record = default;
            return false;
        }

        var length = LengthOf(rest[..Math.Min(rest.Length, MaxRecordBytes)]);
        if (length < 0)
        {
            // The end of the file, or a line without end, or a quote without end: then only this line is given up.
            length = rest.IndexOf((byte)'\n');
        }

        var (hasEnd, isTooLong) = (length >= 0, length > MaxRecordBytes || (length < 0 && rest.Length > MaxRecordBytes));
        var taken = hasEnd ? length : Math.Min(rest.Length, MaxRecordBytes);
        var bytes = _buffer.AsMemory(_start, taken);
        record = new CsvRecord(_line, isTooLong ? bytes[..Math.Min(taken, MaxRecordBytes)] : Trimmed(bytes), hasEnd, isTooLong);
        _line += rest[..taken].Count((byte)'\n') + (hasEnd ? 1 : 0);
        _start += taken + (hasEnd ? 1 : 0);
        if (isTooLong && !hasEnd)
        {
            SkipLine();
        }

        return true;
    }

    /// <summary>Where the first line end outside quotes is; −1 when there is none.</summary>
    private static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        var line = bytes.IndexOf((byte)'\n');
        if (line >= 0 && !bytes[..line].Contains((byte)'"'))
        {
            return line;
        }

        var isQuoted = false;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == (byte)'"')
            {
                isQuoted = !isQuoted;
            }
            else if (bytes[i] == (byte)'\n' && !isQuoted)
            {
                return i;
            }
        }

        return -1;
    }

    private static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> line) => line.Span.EndsWith("\r"u8) ? line[..^1] : line;

    private void SkipLine()
    {
        while (true)
        {
            var end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (end >= 0)
            {
                _start += end + 1;
                _line++;
                return;
            }

            _start = _end;
            if (_isEnded)
            {
                return;
            }

            Fill();
        }
    }

    private void Fill()
    {
        if (_isEnded || _end - _start > MaxRecordBytes)
        {
            return;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < _buffer.Length)
        {
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                _isEnded = true;
                return;
            }

            _end += read;
        }
    }
}
