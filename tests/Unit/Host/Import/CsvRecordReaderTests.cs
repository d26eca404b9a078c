using System.Text;
using MiyagiSensing.Host.Import;
using Xunit;

namespace MiyagiSensing.Unit.Host.Import;

public sealed class CsvRecordReaderTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "1:a,b|2:c,d")]
    [InlineData("a,b\r\nc,d\r\n", "1:a,b|2:c,d")]
    [InlineData("a,b\nc,d", "1:a,b|2:c,d(open)")]
    [InlineData("\uFEFFa,b\n", "1:a,b")]
    [InlineData("a\n\n\r\nb\n", "1:a|4:b")]
    [InlineData("\"a\nb\",c\nd\n", "1:\"a\nb\",c|3:d")]
    [InlineData("\"a\"\"\nb\"\nc\n", "1:\"a\"\"\nb\"|3:c")]
    [InlineData("\"a,b\nc\nd\n", "1:\"a,b|2:c|3:d")]
    [InlineData("\n", "")]
    [InlineData("", "")]
    public void A_file_is_cut_into_records_whatever_pieces_it_comes_in(string text, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);

        Assert.Equal(expected, Read(new MemoryStream(bytes)));
        Assert.Equal(expected, Read(new TrickleStream(bytes)));
    }

    [Fact]
    public void A_line_beyond_the_bound_is_given_up_and_the_next_one_is_read()
    {
        var line = new string('x', CsvRecordReader.MaxRecordBytes + 1);
        foreach (var length in new[] { 1, 20 })
        {
            var long1 = string.Concat(Enumerable.Repeat(line, length));
            var reader = new CsvRecordReader(new MemoryStream(Encoding.UTF8.GetBytes($"a\n{long1}\nb\n")));

            Assert.True(reader.TryRead(out var first));
            Assert.False(first.IsTooLong);
            Assert.True(reader.TryRead(out var second));
            Assert.True(second.IsTooLong);
            Assert.Equal(2, second.Line);
            Assert.True(reader.TryRead(out var third));
            Assert.Equal((3, "b"), (third.Line, Encoding.UTF8.GetString(third.Bytes.Span)));
            Assert.False(reader.TryRead(out _));
        }
    }

    [Fact]
    public void Many_records_pass_through_one_small_buffer()
    {
        var text = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i},\"{i}\n\"\n"));

        var reader = new CsvRecordReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));

        for (var i = 0; i < 200_000; i++)
        {
            Assert.True(reader.TryRead(out var record));
            Assert.Equal(((2 * i) + 1, $"{i},\"{i}\n\""), (record.Line, Encoding.UTF8.GetString(record.Bytes.Span)));
        }

        Assert.False(reader.TryRead(out _));
    }

    private static string Read(Stream stream)
    {
        var reader = new CsvRecordReader(stream);
        List<string> records = [];
        while (reader.TryRead(out var record))
        {
            records.Add($"{record.Line}:{Encoding.UTF8.GetString(record.Bytes.Span)}{(record.HasEnd ? "" : "(open)")}");
        }

        return string.Join('|', records);
    }

    /// <summary>One byte at a time.</summary>
    private sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
    }
}
