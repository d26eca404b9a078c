namespace MiyagiSensing.Host.Import;

/// <summary>One record of a CSV file: one line, or several where a quoted field holds line ends.</summary>
/// <param name="Line">Number of its first line, from 1.</param>
/// <param name="Bytes">Without the line end; valid until the next record is read.</param>
/// <param name="HasEnd">False for a last line that no line end follows: it may have been cut.</param>
/// <param name="IsTooLong">True for a line beyond the bound; <paramref name="Bytes"/> is then its beginning.</param>
internal readonly record struct CsvRecord(int Line, ReadOnlyMemory<byte> Bytes, bool HasEnd, bool IsTooLong);
